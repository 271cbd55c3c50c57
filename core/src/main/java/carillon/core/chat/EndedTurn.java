package carillon.core.chat;

import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import java.util.List;
import java.util.Optional;

/**
 * The last turn of a chat that ended.
 *
 * @param from     the seq at which its message has its place
 * @param answered whether a reply of it answered
 * @param owed     the replies that were to come or broke off
 */
public record EndedTurn(
        TurnId turn,
        MessageId message,
        long from,
        TurnOutcome outcome,
        Optional<String> reason,
        boolean answered,
        List<Owed> owed) {
    public EndedTurn {
        owed = List.copyOf(owed);
    }

    boolean unfinished() {
        return switch (outcome) {
            case STOPPED, FAILED, INTERRUPTED -> true;
            case ANSWERED, LIMITED -> false;
        };
    }
}
