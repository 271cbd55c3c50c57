package carillon.engine.spi;

import java.util.List;
import java.util.Optional;

/**
 * A server that tools come from, as far as people are shown it.
 *
 * @param kind  how it is reached, such as {@code stdio} or {@code http}
 * @param error what went wrong last, in plain words
 * @param tools the names of its tools, as agents call them; empty while it does not run
 */
public record ToolServer(String name, String kind, State state, Optional<String> error, List<String> tools) {
    public enum State {
        /** Not needed yet, or not any more. */
        STOPPED,
        STARTING,
        RUNNING,
        /** It could not be started or broke off; it is tried again later. */
        FAILED
    }

    public ToolServer {
        tools = List.copyOf(tools);
    }
}
