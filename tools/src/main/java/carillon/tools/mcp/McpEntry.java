package carillon.tools.mcp;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** One server as a person set it up. Two that are equal can be one. */
sealed interface McpEntry {
    String name();

    /** How it is reached, in a word. */
    String kind();

    /** All of it that a call depends on. */
    String identity();

    /**
     * A program that speaks over its input and output.
     *
     * @param command its name or file, started without a shell
     * @param env     what it finds in its environment beside the harmless few
     */
    record Local(String name, String command, List<String> args, Map<String, String> env) implements McpEntry {
        public Local {
            args = List.copyOf(args);
            env = Map.copyOf(env);
        }

        @Override
        public String kind() {
            return "stdio";
        }

        @Override
        public String identity() {
            return command + "\0" + String.join("\0", args);
        }
    }

    /** A server that is reached by HTTP. */
    record Remote(String name, URI url, Map<String, String> headers) implements McpEntry {
        public Remote {
            headers = Map.copyOf(headers);
        }

        @Override
        public String kind() {
            return "http";
        }

        @Override
        public String identity() {
            return url.toString();
        }
    }
}
