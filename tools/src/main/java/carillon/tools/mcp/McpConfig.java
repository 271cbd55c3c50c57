package carillon.tools.mcp;

import carillon.tools.call.PlainText;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The servers that a world's settings name, in their order. */
record McpConfig(List<McpEntry> entries) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

    /**
     * Reads the common {@code mcpServers} shape, with or without that field around it.
     *
     * @throws IllegalArgumentException if it is not that; the message says what is wrong and what to do
     */
    static McpConfig read(String mcpServers) {
        if (mcpServers.isBlank()) return new McpConfig(List.of());
        JsonNode tree;
        try {
            tree = JSON.readTree(mcpServers);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The MCP servers are not valid JSON.", e);
        }
        JsonNode servers = tree.path("mcpServers").isObject() ? tree.path("mcpServers") : tree;
        if (!servers.isObject()) {
            throw new IllegalArgumentException("The MCP servers must be an object with a field for each server.");
        }
        var entries = new ArrayList<McpEntry>();
        for (Map.Entry<String, JsonNode> each : servers.properties()) {
            entries.add(entry(each.getKey(), each.getValue()));
        }
        return new McpConfig(entries);
    }

    private static McpEntry entry(String name, JsonNode server) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "An MCP server's name has 1 to 32 of A-Z, a-z, 0-9 and -, unlike " + PlainText.quoted(name) + ".");
        }
        boolean remote = server.has("url");
        if (!server.isObject() || remote == server.has("command")) {
            throw new IllegalArgumentException(
                    "The MCP server '" + name + "' needs either \"command\" or \"url\", and not both.");
        }
        return remote
                ? new McpEntry.Remote(name, url(name, server), texts(name, server, "headers"))
                : new McpEntry.Local(
                        name, text(name, server, "command"), list(name, server), texts(name, server, "env"));
    }

    private static URI url(String name, JsonNode server) {
        try {
            URI url = URI.create(text(name, server, "url"));
            boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null) return url;
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new IllegalArgumentException("The \"url\" of the MCP server '" + name + "' must be an http(s) address.");
    }

    private static String text(String name, JsonNode server, String field) {
        JsonNode value = server.path(field);
        if (!value.isString()
                || value.stringValue().isBlank()
                || value.stringValue().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + field + "\" of the MCP server '" + name + "' must be a text.");
        }
        return value.stringValue();
    }

    private static List<String> list(String name, JsonNode server) {
        JsonNode args = server.path("args");
        boolean texts = args.isMissingNode()
                || (args.isArray() && args.valueStream().allMatch(arg -> arg.isString() && fits(arg)));
        if (!texts) {
            throw new IllegalArgumentException("\"args\" of the MCP server '" + name + "' must be a list of texts.");
        }
        return args.valueStream().map(JsonNode::stringValue).toList();
    }

    private static boolean fits(JsonNode text) {
        return text.stringValue().indexOf('\0') < 0;
    }

    private static Map<String, String> texts(String name, JsonNode server, String field) {
        JsonNode object = server.path(field);
        var texts = new LinkedHashMap<String, String>();
        boolean right = object.isMissingNode() || object.isObject();
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            right &= each.getValue().isString() && fits(each.getValue());
            if (right) texts.put(each.getKey(), each.getValue().stringValue());
        }
        if (!right) {
            throw new IllegalArgumentException(
                    "\"" + field + "\" of the MCP server '" + name + "' must be an object of texts.");
        }
        return texts;
    }
}
