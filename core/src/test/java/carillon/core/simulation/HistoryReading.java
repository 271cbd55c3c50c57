package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.PlacedMessage;
import carillon.core.chat.SendMode;
import carillon.core.chat.TitleSource;
import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What stands in the history of a {@link LogReading}, and what was taken out of it: whole copies, to be compared. */
final class HistoryReading {
    private static final int MOST_UNDONE = 50;

    /** A chat before it was rewound. */
    private record Before(
            long seq,
            NavigableMap<Long, MessageId> transcript,
            TitleSource title,
            Optional<TurnReading> last,
            Map<AgentId, Integer> answers,
            Set<AgentId> limitSaid) {}

    private final Set<Long> beginnings = new HashSet<>();
    private final Deque<Before> rewound = new ArrayDeque<>();
    private NavigableMap<Long, MessageId> transcript = new TreeMap<>();
    private Set<AgentId> limitSaid = new HashSet<>();
    private Optional<PlacedMessage> toRewind = Optional.empty();
    Map<AgentId, Integer> answers = new HashMap<>();
    Optional<TurnReading> last = Optional.empty();
    TitleSource title = TitleSource.NONE;

    void begin(ChatCommand command, Optional<TurnReading> running) {
        toRewind = Optional.empty();
        if (command instanceof ChatCommand.Rewind rewind) toRewind = Optional.of(rewind.from());
        if (command instanceof ChatCommand.Resend resend) toRewind = Optional.of(resend.from());
        boolean rollsBack = (command instanceof ChatCommand.Send send && send.mode() == SendMode.ROLLBACK)
                || (command instanceof ChatCommand.EditQueued edit
                        && edit.mode().equals(Optional.of(SendMode.ROLLBACK)));
        if (rollsBack) toRewind = running.map(this::beginningOf);
    }

    private PlacedMessage beginningOf(TurnReading turn) {
        MessageId message = turn.started().message();
        for (var placed : transcript.entrySet()) {
            if (placed.getValue().equals(message)) return new PlacedMessage(message, placed.getKey());
        }
        throw new AssertionError("A turn that runs stands in the history: " + message);
    }

    void place(long seq, MessageId message, boolean begins) {
        transcript.put(seq, message);
        if (begins) beginnings.add(seq);
    }

    void deliver(long seq, MessageId message, String text) {
        place(seq, message, true);
        call(text);
        answers.clear();
        limitSaid.clear();
        rewound.clear();
    }

    /** The first words name a chat that has no name. */
    void call(String text) {
        if (title == TitleSource.NONE && !text.isBlank()) title = TitleSource.FIRST_MESSAGE;
    }

    void rewind(long seq, Fact.HistoryRewound fact) {
        var place = new PlacedMessage(fact.message(), fact.from());
        kept(toRewind.equals(Optional.of(place)), "What a person names is taken out, once", fact, toRewind);
        kept(fact.message().equals(transcript.get(fact.from())), "It stood in the history", fact, transcript);
        toRewind = Optional.empty();
        long first = first();
        rewound.push(new Before(seq, transcript, title, last, new HashMap<>(answers), new HashSet<>(limitSaid)));
        if (rewound.size() > MOST_UNDONE) rewound.removeLast();
        transcript = new TreeMap<>(transcript.headMap(fact.from(), false));
        last = Optional.empty();
        answers.clear();
        limitSaid.clear();
        if (first > 0 && first() == 0 && title != TitleSource.HAND) title = TitleSource.NONE;
    }

    void restore(Fact.HistoryRestored fact) {
        kept(!rewound.isEmpty() && rewound.peek().seq() == fact.rewound(), "The last comes back first", fact);
        Before before = rewound.pop();
        boolean began = first() == 0;
        var since = transcript.tailMap(before.seq(), false);
        transcript = new TreeMap<>(before.transcript());
        transcript.putAll(since);
        if (began && first() > 0 && title != TitleSource.HAND) title = before.title();
        last = before.last();
        answers = new HashMap<>(before.answers());
        limitSaid = new HashSet<>(before.limitSaid());
    }

    int answersOf(AgentId agent) {
        return answers.getOrDefault(agent, 0);
    }

    void answered(AgentId agent) {
        answers.merge(agent, 1, Integer::sum);
    }

    /** Whether it is the first time since a person wrote. */
    boolean limited(AgentId agent) {
        return limitSaid.add(agent);
    }

    /** Where the first message that no agent made stands, 0 while there is none. */
    long first() {
        return transcript.keySet().stream()
                .filter(beginnings::contains)
                .findFirst()
                .orElse(0L);
    }

    boolean canUndo() {
        return !rewound.isEmpty();
    }

    List<Long> rewindings() {
        return rewound.stream().map(Before::seq).toList();
    }

    List<PlacedMessage> places() {
        return transcript.entrySet().stream()
                .map(place -> new PlacedMessage(place.getValue(), place.getKey()))
                .toList();
    }

    List<MessageId> transcript() {
        return new ArrayList<>(transcript.values());
    }
}
