package carillon.engine;

import java.time.Duration;

/**
 * How patient the engine is.
 *
 * @param parkAfter    how long a chat with nothing to do and no reader keeps its owner
 * @param saveOpenText how old the open text of a turn becomes before it is handed to the store; less than the second that
 *     a crash may cost, since the store gathers what chats say and takes its time too
 * @param retrySaving  how long to wait before a result that could not be stored is tried again
 * @param closeWithin  how long closing waits for all chats together
 */
public record EngineSettings(Duration parkAfter, Duration saveOpenText, Duration retrySaving, Duration closeWithin) {
    public static final EngineSettings DEFAULT = new EngineSettings(
            Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofSeconds(1), Duration.ofMillis(1800));
}
