package carillon.server.json;

import static carillon.server.json.ProblemException.badRequest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object from outside. Fields nobody asks for are ignored; a field of the wrong type is a {@code bad-request} that
 * names it. A field that is absent or null is empty.
 */
public final class JsonIn {
    /** How deep objects and lists may lie in one another. */
    public static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private JsonIn(JsonNode object) {
        this.object = object;
    }

    /** Reads an object; no bytes at all count as an empty one. */
    public static JsonIn parse(byte[] utf8) {
        if (utf8.length == 0) return new JsonIn(MAPPER.createObjectNode());
        JsonNode read;
        try {
            read = MAPPER.readTree(utf8);
        } catch (JacksonException e) {
            throw badRequest("The body is not JSON that can be read: at most " + MAX_DEPTH
                    + " levels deep, UTF-8, each field once");
        }
        if (!read.isObject()) throw badRequest("The body must be a JSON object");
        return new JsonIn(read);
    }

    /** Whether the field is there at all, null included. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** Whether the field is there and null. */
    public boolean clears(String name) {
        JsonNode value = object.get(name);
        return value != null && value.isNull();
    }

    public Optional<String> text(String name) {
        JsonNode value = get(name);
        if (value == null) return Optional.empty();
        if (!value.isString()) throw wrong(name, "a text");
        return Optional.of(value.stringValue());
    }

    public String requiredText(String name) {
        String text = text(name).orElseThrow(() -> badRequest("\"" + name + "\" is missing"));
        if (text.isBlank()) throw badRequest("\"" + name + "\" must not be blank");
        return text;
    }

    public OptionalLong whole(String name) {
        JsonNode value = get(name);
        if (value == null) return OptionalLong.empty();
        if (!value.isIntegralNumber() || !value.canConvertToLong()) throw wrong(name, "a whole number");
        return OptionalLong.of(value.longValue());
    }

    public OptionalDouble number(String name) {
        JsonNode value = get(name);
        if (value == null) return OptionalDouble.empty();
        if (!value.isNumber()) throw wrong(name, "a number");
        return OptionalDouble.of(value.doubleValue());
    }

    public Optional<Boolean> flag(String name) {
        JsonNode value = get(name);
        if (value == null) return Optional.empty();
        if (!value.isBoolean()) throw wrong(name, "true or false");
        return Optional.of(value.booleanValue());
    }

    public Optional<JsonIn> object(String name) {
        JsonNode value = get(name);
        if (value == null) return Optional.empty();
        if (!value.isObject()) throw wrong(name, "an object");
        return Optional.of(new JsonIn(value));
    }

    /** An object as it was sent, as compact JSON. */
    public Optional<String> json(String name) {
        return object(name).map(each -> each.object.toString());
    }

    public List<JsonIn> objects(String name) {
        var objects = new ArrayList<JsonIn>();
        for (JsonNode element : list(name)) {
            if (!element.isObject()) throw wrong(name, "a list of objects");
            objects.add(new JsonIn(element));
        }
        return objects;
    }

    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (JsonNode element : list(name)) {
            if (!element.isString()) throw wrong(name, "a list of texts");
            texts.add(element.stringValue());
        }
        return texts;
    }

    public Optional<Map<String, String>> textMap(String name) {
        JsonNode value = get(name);
        if (value == null) return Optional.empty();
        if (!value.isObject()) throw wrong(name, "an object of texts");
        var map = new LinkedHashMap<String, String>();
        for (Map.Entry<String, JsonNode> each : value.properties()) {
            if (!each.getValue().isString()) throw wrong(name + "." + each.getKey(), "a text");
            map.put(each.getKey(), each.getValue().stringValue());
        }
        return Optional.of(map);
    }

    private JsonNode list(String name) {
        JsonNode value = get(name);
        if (value == null) return MAPPER.createArrayNode();
        if (!value.isArray()) throw wrong(name, "a list");
        return value;
    }

    private @Nullable JsonNode get(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static ProblemException wrong(String name, String wanted) {
        return badRequest("\"" + name + "\" must be " + wanted);
    }
}
