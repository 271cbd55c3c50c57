package carillon.engine.spi;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Said;
import carillon.core.chat.Sender;
import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One chat of a {@link MemoryStore}; used only while holding the lock of its {@link MemoryData}. */
final class MemoryChat {
    private final ChatId chat;
    private final Instant createdAt;
    private final List<Recorded> events = new ArrayList<>();
    private final Map<MessageId, StoredMessage> messages = new HashMap<>();
    private final Map<Long, List<MessageId>> rewindings = new HashMap<>();
    private final Map<MessageId, Said> openTexts = new HashMap<>();
    private final Map<ImageId, Picture> pictures = new HashMap<>();
    private ChatState state = ChatState.EMPTY;
    private Epoch epoch = new Epoch(0);
    private Instant updatedAt;
    private Optional<Instant> deletedAt = Optional.empty();
    private long seenSeq;
    private boolean purged;

    MemoryChat(ChatId chat, Instant createdAt) {
        this.chat = chat;
        this.createdAt = createdAt;
        updatedAt = createdAt;
    }

    boolean takes(Epoch writer, long firstSeq) {
        return !purged && epoch.number() <= writer.number() && state.seq() + 1 == firstSeq;
    }

    void add(Epoch writer, List<Recorded> added, ChatState after) {
        for (Recorded event : added) project(event);
        events.addAll(added);
        epoch = writer;
        state = after;
        updatedAt = added.getLast().at();
    }

    private void project(Recorded event) {
        switch (event.fact()) {
            case Fact.MessageAdmitted(var message, var sender, var text, var _, var _) ->
                messages.put(
                        message,
                        new StoredMessage(
                                Message.said(message, sender, Optional.empty(), Optional.empty(), text),
                                Optional.empty(),
                                event.seq(),
                                OptionalLong.empty(),
                                false,
                                event.at()));
            case Fact.MessageEdited(var message, var text, var _) ->
                text.ifPresent(changed -> messages.computeIfPresent(message, (_, before) -> edited(before, changed)));
            case Fact.HistoryRewound(var _, var from) -> rewind(event.seq(), from);
            case Fact.HistoryRestored(var seq) -> restore(seq);
            case Fact.MessageDelivered(var message, var turn, var to) ->
                place(message, event, Optional.of(turn), to, MessageState.COMPLETE, Optional.empty());
            case Fact.MessageFailed(var message, var reason) ->
                place(
                        message,
                        event,
                        Optional.empty(),
                        Optional.of(List.of()),
                        MessageState.FAILED,
                        Optional.of(reason));
            case Fact.MessagePosted(var message) -> post(message, event);
            case Fact.HistoryCompacted compacted -> post(compacted.inTranscript(), event);
            case Fact.NoticePosted(var message, var text) ->
                post(Message.said(message, Sender.SYSTEM, Optional.empty(), Optional.empty(), text), event);
            case Fact.ToolEnded ended ->
                messages.computeIfPresent(ended.message(), (_, before) -> withResult(before, ended));
            case Fact.ModelCallEnded ended -> openTexts.remove(ended.message());
            case Fact.ChatDeleted() -> deletedAt = Optional.of(event.at());
            case Fact.ChatRestored() -> deletedAt = Optional.empty();
            case Fact.ChatCreated _,
                    Fact.TitleChanged _,
                    Fact.TitleCallEnded _,
                    Fact.MessageWithdrawn _,
                    Fact.TurnStarted _,
                    Fact.ReplyStarted _,
                    Fact.ModelCallStarted _,
                    Fact.ReplyEnded _,
                    Fact.QuestionAsked _,
                    Fact.QuestionAnswered _,
                    Fact.ToolsChanged _,
                    Fact.ToolRequested _,
                    Fact.ApprovalRequested _,
                    Fact.ApprovalAnswered _,
                    Fact.ToolStarted _,
                    Fact.BudgetRaised _,
                    Fact.ReplyLimited _,
                    Fact.TurnEnded _,
                    Fact.QueuePaused _,
                    Fact.ChatBranched _,
                    Fact.QueueResumed _ -> {}
        }
    }

    private void place(
            MessageId id,
            Recorded event,
            Optional<TurnId> turn,
            Optional<List<AgentId>> to,
            MessageState became,
            Optional<String> reason) {
        messages.computeIfPresent(id, (_, admitted) -> {
            Message said = admitted.message();
            var message = new Message(id, said.sender(), turn, Optional.empty(), to, said.parts(), became, reason);
            return new StoredMessage(
                    message,
                    admitted.firstText(),
                    admitted.admittedSeq(),
                    OptionalLong.of(event.seq()),
                    false,
                    event.at());
        });
    }

    private static StoredMessage withResult(StoredMessage before, Fact.ToolEnded ended) {
        return new StoredMessage(
                before.message().with(ended.call(), ended.result()),
                before.firstText(),
                before.admittedSeq(),
                before.seq(),
                before.rewound(),
                before.at());
    }

    private static StoredMessage edited(StoredMessage before, String text) {
        return new StoredMessage(
                before.message().withText(text),
                before.firstText().or(() -> Optional.of(before.message().text())),
                before.admittedSeq(),
                before.seq(),
                before.rewound(),
                before.at());
    }

    private void rewind(long seq, long from) {
        var taken = new ArrayList<MessageId>();
        for (StoredMessage each : messages.values()) {
            boolean out = each.seq().isPresent() && each.seq().getAsLong() >= from && !each.rewound();
            if (out) taken.add(each.message().id());
        }
        taken.forEach(id -> rewound(id, true));
        rewindings.put(seq, taken);
    }

    private void restore(long seq) {
        Optional.ofNullable(rewindings.remove(seq)).orElse(List.of()).forEach(id -> rewound(id, false));
    }

    private void rewound(MessageId id, boolean out) {
        messages.computeIfPresent(
                id,
                (_, each) -> new StoredMessage(
                        each.message(), each.firstText(), each.admittedSeq(), each.seq(), out, each.at()));
    }

    private void post(Message message, Recorded event) {
        openTexts.remove(message.id());
        messages.put(
                message.id(),
                new StoredMessage(
                        message, Optional.empty(), event.seq(), OptionalLong.of(event.seq()), false, event.at()));
    }

    /** Whether a fact among these brings in a message under an id that the chat has already. */
    boolean repeatsMessage(List<Recorded> added) {
        var ids = new ArrayList<>(messages.keySet());
        for (Recorded event : added) {
            Optional<MessageId> brought = brought(event.fact());
            if (brought.isPresent() && ids.contains(brought.get())) return true;
            brought.ifPresent(ids::add);
        }
        return false;
    }

    private static Optional<MessageId> brought(Fact fact) {
        if (fact instanceof Fact.MessageAdmitted admitted) return Optional.of(admitted.message());
        if (fact instanceof Fact.MessagePosted posted)
            return Optional.of(posted.message().id());
        if (fact instanceof Fact.NoticePosted posted) return Optional.of(posted.message());
        return Optional.empty();
    }

    boolean saveOpenText(MessageId message, TextKind kind, int offset, String piece) {
        Said before = openTexts.getOrDefault(message, Said.NOTHING);
        String text = kind == TextKind.TEXT ? before.text() : before.reasoning();
        boolean fits = offset >= 0 && offset <= text.length();
        if (purged || messages.containsKey(message) || !fits) return false;
        String longer = text.substring(0, offset) + piece;
        openTexts.put(
                message,
                kind == TextKind.TEXT ? new Said(longer, before.reasoning()) : new Said(before.text(), longer));
        return true;
    }

    void keep(Picture picture) {
        pictures.put(picture.image().id(), picture);
    }

    Optional<Picture> picture(ImageId image) {
        return Optional.ofNullable(pictures.get(image));
    }

    long saveSeen(long seq) {
        seenSeq = Math.max(seenSeq, Math.min(seq, state.seq()));
        return seenSeq;
    }

    boolean purge(Instant deletedBefore) {
        boolean due = !purged && deletedAt.isPresent() && deletedAt.get().isBefore(deletedBefore);
        if (!due) return false;
        purged = true;
        events.clear();
        messages.clear();
        openTexts.clear();
        state = ChatState.EMPTY;
        return true;
    }

    boolean purged() {
        return purged;
    }

    boolean unfinished() {
        return !purged && (state.turn().isPresent() || state.canDeliver());
    }

    ChatState state() {
        return state;
    }

    boolean live() {
        return !purged && state.life() == Life.LIVE;
    }

    List<Recorded> read(long after, int limit) {
        return events.stream().filter(event -> event.seq() > after).limit(limit).toList();
    }

    Optional<StoredMessage> message(MessageId message) {
        return Optional.ofNullable(messages.get(message));
    }

    List<StoredMessage> transcript(long upTo, int limit) {
        return messages.values().stream()
                .filter(message -> message.seq().isPresent() && message.seq().getAsLong() <= upTo && !message.rewound())
                .sorted(Comparator.comparingLong(
                                (StoredMessage message) -> message.seq().orElseThrow())
                        .reversed())
                .limit(limit)
                .toList()
                .reversed();
    }

    StoredChat stored(boolean withOpenTexts) {
        return new StoredChat(
                chat, state, seenSeq, createdAt, updatedAt, deletedAt, withOpenTexts ? openTexts : Map.of());
    }
}
