package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import java.util.Optional;

/** What the sender of a command is told once its facts are stored. */
public sealed interface Answer {
    record Done() implements Answer {}

    record Started(MessageId message, TurnId turn) implements Answer {}

    record Queued(MessageId message) implements Answer {}

    /** The message joins the turn that runs. */
    record Steered(MessageId message, TurnId turn) implements Answer {}

    record Stopped(TurnId turn) implements Answer {}

    /** @param turn the turn that began; empty when only the queue was un-paused */
    record Continued(Optional<TurnId> turn) implements Answer {}

    record Refused(Refusal refusal) implements Answer {}

    /** The command belonged to something that is over; nothing changed. */
    record Dropped() implements Answer {}
}
