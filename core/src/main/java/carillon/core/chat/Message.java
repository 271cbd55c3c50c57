package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a chat's transcript.
 *
 * @param turn   the turn it belongs to
 * @param origin what made it; only for an agent's message
 * @param reason in plain words, why it is not complete
 */
public record Message(
        MessageId id,
        Sender sender,
        Optional<TurnId> turn,
        Optional<Origin> origin,
        List<Part> parts,
        MessageState state,
        Optional<String> reason) {
    public Message {
        parts = List.copyOf(parts);
        if ((sender == Sender.AGENT) != origin.isPresent()) {
            throw new IllegalArgumentException("An agent's message names its origin and no other does: " + id);
        }
    }

    /** The agent, reply and model that made a message. Provider and model are empty when none could be asked. */
    public record Origin(
            AgentId agent, ReplyId reply, Optional<ProviderId> provider, Optional<String> model, Usage usage) {}

    public static Message said(MessageId id, Sender sender, Optional<TurnId> turn, String text) {
        return new Message(
                id,
                sender,
                turn,
                Optional.empty(),
                List.of(new Part.Text(text)),
                MessageState.COMPLETE,
                Optional.empty());
    }

    /** The text parts in order, without what was only thought. */
    public String text() {
        var text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text(String said)) text.append(said);
        }
        return text.toString();
    }
}
