package carillon.core.prompt;

import carillon.core.chat.Message;
import carillon.core.chat.Part;
import carillon.core.id.AgentId;
import carillon.core.prompt.PromptMessage.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one agent met in a chat: its own messages and those it was addressed by, each where it met it. What came while it
 * was writing comes after what it wrote.
 *
 * @param summary of what it met before the messages; empty when nothing was summed up
 */
record View(Optional<Part.Summary> summary, List<Met> messages) {
    View {
        messages = List.copyOf(messages);
    }

    static View of(AgentId agent, List<Line> transcript) {
        Optional<Part.Summary> summary = transcript.stream()
                .flatMap(line -> line.message().parts().stream())
                .filter(Part.Summary.class::isInstance)
                .map(Part.Summary.class::cast)
                .filter(part -> part.agent().equals(agent))
                .max(Comparator.comparingLong(Part.Summary::upTo));
        long summed = summary.map(Part.Summary::upTo).orElse(0L);
        List<Met> messages = transcript.stream()
                .filter(line -> isShown(line.message(), agent))
                .map(line -> new Met(met(line, agent), shown(line.message(), agent)))
                .filter(met -> met.at() > summed)
                .sorted(Comparator.comparingLong(Met::at))
                .toList();
        return new View(summary, messages);
    }

    private static boolean isShown(Message message, AgentId reader) {
        boolean takesPart = switch (message.sender()) {
            case HUMAN, WORLD -> message.isFor(reader);
            case AGENT -> isOf(message, reader) ? !wasSentByTool(message) : message.isFor(reader);
            case SYSTEM -> false;
        };
        return takesPart && !(message.text().isBlank() && calls(message).isEmpty());
    }

    private static long met(Line line, AgentId reader) {
        return isOf(line.message(), reader)
                ? line.message().origin().orElseThrow().asked().orElse(line.seq())
                : line.seq();
    }

    private static PromptMessage shown(Message message, AgentId reader) {
        if (isOf(message, reader)) return new PromptMessage(Role.ASSISTANT, message.text(), calls(message));
        String heading =
                message.origin().map(origin -> "@" + origin.agent() + ":\n").orElse("");
        return new PromptMessage(Role.USER, heading + message.text());
    }

    /** The call that sent it is shown instead. */
    private static boolean wasSentByTool(Message message) {
        return message.origin().orElseThrow().provider().isEmpty();
    }

    private static List<Part.ToolCall> calls(Message message) {
        return message.parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
    }

    private static boolean isOf(Message message, AgentId agent) {
        return message.origin().filter(origin -> origin.agent().equals(agent)).isPresent();
    }
}
