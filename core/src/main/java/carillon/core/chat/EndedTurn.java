package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import java.util.Optional;

/** The last turn of a chat that ended. */
public record EndedTurn(TurnId turn, MessageId message, TurnOutcome outcome, Optional<String> reason) {
    boolean unfinished() {
        return switch (outcome) {
            case STOPPED, FAILED, INTERRUPTED -> true;
            case ANSWERED, LIMITED -> false;
        };
    }
}
