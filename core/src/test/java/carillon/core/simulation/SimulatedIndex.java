package carillon.core.simulation;

import carillon.core.chat.Branch;
import carillon.core.chat.Fact;
import carillon.core.chat.Message;
import carillon.core.chat.Part;
import carillon.core.chat.PlacedMessage;
import carillon.core.chat.Sender;
import carillon.core.chat.Title;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The messages of a chat as a store keeps them: each with its place, and with what took it out of the history. */
final class SimulatedIndex {
    private final Map<MessageId, Message> messages = new HashMap<>();
    private final NavigableMap<Long, MessageId> standing = new TreeMap<>();
    private final Map<Long, NavigableMap<Long, MessageId>> takenOut = new HashMap<>();

    void take(long seq, Fact fact) {
        if (fact instanceof Fact.MessageAdmitted admitted) {
            messages.put(admitted.message(), said(admitted.message(), admitted.sender(), admitted.text()));
        } else if (fact instanceof Fact.MessageEdited edited) {
            edited.text()
                    .ifPresent(text ->
                            messages.computeIfPresent(edited.message(), (_, message) -> message.withText(text)));
        } else if (fact instanceof Fact.MessageDelivered delivered) {
            standing.put(seq, delivered.message());
        } else if (fact instanceof Fact.MessagePosted(var message)) {
            messages.put(message.id(), message);
            standing.put(seq, message.id());
        } else if (fact instanceof Fact.ToolEnded ended) {
            messages.computeIfPresent(ended.message(), (_, message) -> message.with(ended.call(), ended.result()));
        } else if (fact instanceof Fact.NoticePosted(var message, var text)) {
            messages.put(message, said(message, Sender.SYSTEM, text));
            standing.put(seq, message);
        } else if (fact instanceof Fact.HistoryCompacted compacted) {
            messages.put(compacted.message(), compacted.inTranscript());
            standing.put(seq, compacted.message());
        } else if (fact instanceof Fact.HistoryRewound(var _, var from)) {
            var taken = standing.tailMap(from, true);
            takenOut.put(seq, new TreeMap<>(taken));
            taken.clear();
        } else if (fact instanceof Fact.HistoryRestored(var rewound)) {
            standing.putAll(takenOut.remove(rewound));
        }
    }

    private static Message said(MessageId message, Sender sender, String text) {
        return Message.said(message, sender, Optional.empty(), Optional.empty(), text);
    }

    boolean lacksNoResult() {
        return messages.values().stream()
                .flatMap(message -> message.parts().stream())
                .noneMatch(part ->
                        part instanceof Part.ToolCall call && call.result().isEmpty());
    }

    /** What stands in the history, in its order. */
    List<MessageId> transcript() {
        return List.copyOf(standing.values());
    }

    /** A message with its place in the history; empty when it has none, or none any more. */
    Optional<PlacedMessage> placed(MessageId message) {
        return standing.entrySet().stream()
                .filter(place -> place.getValue().equals(message))
                .findFirst()
                .map(place -> new PlacedMessage(message, place.getKey()));
    }

    /** The history up to a message, as another chat begins with it: under ids of that chat, without notices. */
    Branch branch(ChatId from, Title title, MessageId last, SimulatedChat to) {
        var copies = new ArrayList<Message>();
        var seen = new ArrayList<Long>();
        long end = placed(last).orElseThrow().seq();
        for (var place : standing.headMap(end, true).entrySet()) {
            Message message = messages.get(place.getValue());
            if (message.sender() == Sender.SYSTEM) continue;
            copies.add(copy(message, seen, to));
            seen.add(place.getKey());
        }
        return new Branch(from, last, title, copies);
    }

    private static Message copy(Message message, List<Long> seen, SimulatedChat to) {
        Optional<Message.Origin> origin = message.origin()
                .map(made -> new Message.Origin(
                        made.agent(),
                        new ReplyId(to.nextId()),
                        asked(made.asked(), seen),
                        made.provider(),
                        made.model(),
                        Usage.NONE));
        return new Message(
                new MessageId(to.nextId()),
                message.sender(),
                Optional.empty(),
                origin,
                message.to(),
                message.parts().stream().map(part -> copy(part, to)).toList(),
                message.state(),
                message.reason());
    }

    private static Part copy(Part part, SimulatedChat to) {
        if (!(part instanceof Part.ToolCall call)) return part;
        return new Part.ToolCall(new ToolCallId(to.nextId()), call.tool(), call.arguments(), call.result());
    }

    private static OptionalLong asked(OptionalLong asked, List<Long> seen) {
        if (asked.isEmpty()) return asked;
        return OptionalLong.of(
                seen.stream().filter(place -> place <= asked.getAsLong()).count());
    }
}
