package carillon.core.chat;

import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One entry of a chat's transcript.
 *
 * @param turn   the turn it belongs to
 * @param origin what made it; only for an agent's message
 * @param to     the agents it is for; empty when it is for everyone
 * @param reason in plain words, why it is not complete
 */
public record Message(
        MessageId id,
        Sender sender,
        Optional<TurnId> turn,
        Optional<Origin> origin,
        Optional<List<AgentId>> to,
        List<Part> parts,
        MessageState state,
        Optional<String> reason) {
    private static final ToolReturn ELSEWHERE = ToolReturn.without(
            ToolOutcome.STOPPED, "The chat was copied before it ended; what came of it stands in the other chat.");

    public Message {
        to = to.map(List::copyOf);
        parts = List.copyOf(parts);
        if ((sender == Sender.AGENT) != origin.isPresent()) {
            throw new IllegalArgumentException("An agent's message names its origin and no other does: " + id);
        }
    }

    /**
     * The agent, reply and model that made a message. Provider and model are empty when none could be asked.
     *
     * @param asked the seq that the transcript ended at when the model was asked; it had not seen what came later
     */
    public record Origin(
            AgentId agent,
            ReplyId reply,
            OptionalLong asked,
            Optional<ProviderId> provider,
            Optional<String> model,
            Usage usage) {
        Origin asked(OptionalLong changed) {
            return new Origin(agent, reply, changed, provider, model, usage);
        }
    }

    /** A complete message of one text that no agent made. */
    public static Message said(
            MessageId id, Sender sender, Optional<TurnId> turn, Optional<List<AgentId>> to, String text) {
        return new Message(
                id,
                sender,
                turn,
                Optional.empty(),
                to,
                List.of(new Part.Text(text)),
                MessageState.COMPLETE,
                Optional.empty());
    }

    /** The same with one text in place of its parts. */
    public Message withText(String text) {
        return new Message(id, sender, turn, origin, to, List.of(new Part.Text(text)), state, reason);
    }

    Message withOrigin(Optional<Origin> changed) {
        return new Message(id, sender, turn, changed, to, parts, state, reason);
    }

    /** The same with a result for each tool that has none, since nobody here will bring it. */
    Message withResults() {
        List<Part> ended = parts.stream()
                .map(part ->
                        part instanceof Part.ToolCall call && call.result().isEmpty() ? call.with(ELSEWHERE) : part)
                .toList();
        return new Message(id, sender, turn, origin, to, ended, state, reason);
    }

    /** The same once a tool that it asked for has a result. */
    public Message with(ToolCallId call, ToolReturn result) {
        List<Part> ended = parts.stream()
                .map(part -> part instanceof Part.ToolCall each && each.id().equals(call) ? each.with(result) : part)
                .toList();
        return new Message(id, sender, turn, origin, to, ended, state, reason);
    }

    /** What tools that it asked for gave for people. */
    public List<ToolImage> images() {
        return parts.stream()
                .flatMap(part -> part instanceof Part.ToolCall call ? call.result().stream() : Stream.empty())
                .flatMap(result -> result.images().stream())
                .toList();
    }

    /** Whether an agent is meant by it. */
    public boolean isFor(AgentId agent) {
        return to.isEmpty() || to.get().contains(agent);
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
