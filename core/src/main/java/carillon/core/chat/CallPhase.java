package carillon.core.chat;

import java.util.Optional;
import java.util.OptionalInt;

/** How far a model call is that has not ended. */
public sealed interface CallPhase {
    /**
     * Not yet asked, or about to be asked again.
     *
     * @param reason what it waits for, in plain words
     * @param place  in line, from 1
     */
    record Waiting(Optional<String> reason, OptionalInt place) implements CallPhase {}

    /** Asked; nothing to show yet but thoughts. */
    record Thinking() implements CallPhase {}

    record Writing() implements CallPhase {}
}
