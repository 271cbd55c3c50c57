package carillon.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Branch;
import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.Fact;
import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Part;
import carillon.core.chat.PlacedMessage;
import carillon.core.chat.Said;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.Title;
import carillon.core.chat.TitleSource;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.tool.ToolUse;
import carillon.core.tool.ToolVerdict;
import carillon.engine.spi.ChatIndex.ChatCursor;
import carillon.engine.spi.ChatIndex.Shelf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ChatIndex} must do. */
public abstract class ChatIndexContract {
    private static final MessageId FIRST = new MessageId("m1");
    private static final MessageId SECOND = new MessageId("m2");
    private static final Optional<List<AgentId>> TO = Optional.of(List.of(RuledChat.HELPER));

    protected abstract ChatLog log();

    protected abstract ChatIndex index();

    private RuledChat chat(String id) {
        return new RuledChat(log(), id).create();
    }

    @Test
    void aListedChatIsTheLoadedOneWithoutItsOpenTexts() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        log().saveOpenText(chat.id(), chat.openMessage(), TextKind.TEXT, 0, "Hi");
        chat.command(new ChatCommand.Rename("Greetings"));
        log().saveSeen(chat.id(), 2);

        StoredChat listed =
                index().chats(RuledChat.WORLD, Shelf.LIVE, Optional.empty(), 10).getFirst();

        StoredChat loaded = log().load(chat.id()).orElseThrow();
        assertThat(loaded.openTexts()).isNotEmpty();
        assertThat(listed)
                .isEqualTo(new StoredChat(
                        loaded.chat(),
                        loaded.state(),
                        loaded.seenSeq(),
                        loaded.createdAt(),
                        loaded.updatedAt(),
                        loaded.deletedAt(),
                        Map.of()));
    }

    @Test
    void aMessageHasTheResultsOfItsTools() {
        RuledChat chat = chat("a");
        RuledChat other = chat("b");
        for (RuledChat each : List.of(chat, other)) {
            each.send("Hello");
            each.askFor(
                    "I look.",
                    new ToolUse(new ToolCallId("t1"), "look", "{}", new ToolVerdict.Allowed("b")),
                    new ToolUse(new ToolCallId("t2"), "look", "[]", new ToolVerdict.Allowed("b")));
        }
        var seen = new ToolReturn(ToolOutcome.RETURNED, "seen", Optional.of("+a"), List.of(), Optional.empty());
        chat.toolEnded(new ToolCallId("t2"), seen);

        StoredMessage last = index().transcript(chat.id(), Long.MAX_VALUE, 1).getFirst();
        assertThat(last.message().parts())
                .containsExactly(
                        new Part.Text("I look."),
                        new Part.ToolCall(new ToolCallId("t1"), "look", "{}", Optional.empty()),
                        new Part.ToolCall(new ToolCallId("t2"), "look", "[]", Optional.of(seen)));
        assertThat(index().message(chat.id(), last.message().id())).contains(last);
        assertThat(index().transcript(other.id(), Long.MAX_VALUE, 1)
                        .getFirst()
                        .message()
                        .parts())
                .filteredOn(Part.ToolCall.class::isInstance)
                .allMatch(part -> ((Part.ToolCall) part).result().isEmpty());
    }

    /** A chat with a tool's result that shows this. */
    private RuledChat showing(String id, Picture picture) {
        RuledChat chat = chat(id);
        chat.send("Hello");
        chat.askFor("", new ToolUse(new ToolCallId("t1"), "look", "{}", new ToolVerdict.Allowed("b")));
        log().keepPicture(chat.id(), picture);
        chat.toolEnded(new ToolCallId("t1"), Painted.result(picture));
        return chat;
    }

    private Message last(RuledChat chat) {
        return index().transcript(chat.id(), Long.MAX_VALUE, 1).getFirst().message();
    }

    @Test
    void aPictureIsItsChatsAlone() {
        Picture seen = Painted.picture("seen");
        RuledChat chat = showing("a", seen);
        RuledChat other = chat("b");

        assertThat(last(chat).images()).containsExactly(seen.image());
        Picture found = index().picture(chat.id(), seen.image().id()).orElseThrow();
        assertThat(found).isEqualTo(seen);
        assertThat(found.bytes()).isEqualTo(seen.bytes());
        assertThat(index().picture(other.id(), seen.image().id())).isEmpty();
        assertThat(index().picture(chat.id(), Painted.picture("unseen").image().id()))
                .isEmpty();
        log().keepPicture(chat.id(), seen);
        assertThat(index().picture(chat.id(), seen.image().id())).contains(seen);
        log().keepPicture(new ChatId("unknown"), seen);
        assertThat(index().picture(new ChatId("unknown"), seen.image().id())).isEmpty();
    }

    @Test
    void aBranchHasThePicturesThatItShowsAndKeepsThem() {
        Picture shown = Painted.picture("shown");
        Picture later = Painted.picture("later");
        RuledChat chat = showing("a", shown);
        log().keepPicture(chat.id(), later);
        Message message = last(chat);
        var branch = new Branch(chat.id(), message.id(), new Title("Copy", TitleSource.HAND), List.of(message));
        var copy = new RuledChat(log(), "copy");
        copy.command(new ChatCommand.Create(RuledChat.WORLD, Optional.empty(), Optional.of(branch)));

        chat.command(new ChatCommand.Delete());
        log().purge(chat.now().plusNanos(1));

        assertThat(index().picture(chat.id(), shown.image().id())).isEmpty();
        assertThat(last(copy).images()).containsExactly(shown.image());
        assertThat(index().picture(copy.id(), shown.image().id())).contains(shown);
        assertThat(index().picture(copy.id(), later.image().id())).isEmpty();
    }

    @Test
    void aListHoldsOneShelfOfOneWorldLastActivityFirst() {
        RuledChat a = chat("a");
        RuledChat b = chat("b");
        RuledChat trashed = chat("c");
        RuledChat elsewhere = new RuledChat(log(), "d", new WorldId("work")).create();
        a.pass(Duration.ofMinutes(1));
        a.send("Hello");
        trashed.command(new ChatCommand.Delete());

        assertThat(ids(list(Shelf.LIVE, Optional.empty(), 10))).containsExactly(a.id(), b.id());
        assertThat(ids(list(Shelf.TRASH, Optional.empty(), 10))).containsExactly(trashed.id());
        assertThat(ids(index().chats(new WorldId("work"), Shelf.LIVE, Optional.empty(), 10)))
                .containsExactly(elsewhere.id());
        assertThat(index().chats(new WorldId("nowhere"), Shelf.LIVE, Optional.empty(), 10))
                .isEmpty();
        assertThat(index().chatIds(RuledChat.WORLD)).containsExactlyInAnyOrder(a.id(), b.id());
        trashed.command(new ChatCommand.Restore());
        assertThat(ids(list(Shelf.TRASH, Optional.empty(), 10))).isEmpty();
        assertThat(index().chatIds(RuledChat.WORLD)).contains(trashed.id());
    }

    @Test
    void pagesShowEveryChatOnceAlsoWhenActivityIsAtTheSameTime() {
        var expected = new ArrayList<ChatId>();
        for (int i = 0; i < 25; i++) expected.add(chat("chat" + i).id());

        List<ChatId> listed = new ArrayList<>();
        for (List<StoredChat> page = list(Shelf.LIVE, Optional.empty(), 4);
                !page.isEmpty();
                page = list(Shelf.LIVE, after(page), 4)) {
            assertThat(page).hasSizeLessThanOrEqualTo(4);
            listed.addAll(ids(page));
        }

        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void pagesNeitherLoseNorRepeatAChatThatRestsWhileOthersMove() {
        var random = new Random(7);
        var chats = new ArrayList<RuledChat>();
        for (int i = 0; i < 40; i++) {
            RuledChat chat = chat("chat" + i);
            chat.pass(Duration.ofSeconds(i));
            chat.command(new ChatCommand.Rename("once"));
            chats.add(chat);
        }
        List<RuledChat> moving = chats.subList(0, 15);
        List<ChatId> resting = chats.subList(15, 40).stream().map(RuledChat::id).toList();

        List<ChatId> listed = new ArrayList<>();
        for (List<StoredChat> page = list(Shelf.LIVE, Optional.empty(), 3);
                !page.isEmpty();
                page = list(Shelf.LIVE, after(page), 3)) {
            listed.addAll(ids(page));
            RuledChat mover = moving.get(random.nextInt(moving.size()));
            mover.pass(Duration.ofHours(1));
            mover.command(new ChatCommand.Rename("again"));
        }

        assertThat(listed).doesNotHaveDuplicates().containsAll(resting);
    }

    @Test
    void aListKeepsItsLimit() {
        chat("a");
        chat("b");

        assertThat(list(Shelf.LIVE, Optional.empty(), 1)).hasSize(1);
        assertThat(list(Shelf.LIVE, Optional.empty(), 0)).isEmpty();
        assertThat(list(Shelf.LIVE, Optional.empty(), -1)).isEmpty();
        assertThat(list(Shelf.LIVE, Optional.empty(), Integer.MAX_VALUE)).hasSize(2);
    }

    @Test
    void aQueuedMessageHasNoPlaceUntilItIsDelivered() {
        RuledChat chat = chat("a");
        chat.send("one");
        chat.send("two");
        StoredMessage queued = index().message(chat.id(), SECOND).orElseThrow();

        assertThat(queued.message())
                .isEqualTo(Message.said(SECOND, Sender.HUMAN, Optional.empty(), Optional.empty(), "two"));
        assertThat(queued.seq()).isEmpty();
        assertThat(queued.at()).isEqualTo(chat.now());
        chat.answer("answer");

        StoredMessage delivered = index().message(chat.id(), SECOND).orElseThrow();
        Recorded delivery = event(chat, new Fact.MessageDelivered(SECOND, turn(chat), TO));
        assertThat(delivered.message())
                .isEqualTo(Message.said(SECOND, Sender.HUMAN, Optional.of(turn(chat)), TO, "two"));
        assertThat(delivered.seq()).hasValue(delivery.seq());
        assertThat(delivered.at()).isEqualTo(delivery.at());
        assertThat(delivered.admittedSeq()).isEqualTo(queued.admittedSeq()).isLessThan(delivery.seq());
    }

    private static TurnId turn(RuledChat chat) {
        return chat.state().turn().orElseThrow().turn();
    }

    private static Recorded event(RuledChat chat, Fact fact) {
        return chat.events().stream()
                .filter(event -> event.fact().equals(fact))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWithdrawnMessageIsKnownAndHasNoPlace() {
        RuledChat chat = chat("a");
        chat.send("one");
        chat.send("two");
        chat.command(new ChatCommand.Withdraw(SECOND));

        StoredMessage withdrawn = index().message(chat.id(), SECOND).orElseThrow();
        assertThat(withdrawn.message().text()).isEqualTo("two");
        assertThat(withdrawn.seq()).isEmpty();
        assertThat(transcript(chat)).extracting(StoredMessage::message).doesNotContain(withdrawn.message());
    }

    @Test
    void aFailedMessageStandsInTheTranscriptWithItsReason() {
        RuledChat chat = chat("a");
        chat.send("one");
        chat.send("two");
        chat.append(new Fact.MessageFailed(SECOND, "It could not be delivered."));

        StoredMessage failed = index().message(chat.id(), SECOND).orElseThrow();
        assertThat(failed.message().state()).isEqualTo(MessageState.FAILED);
        assertThat(failed.message().reason()).contains("It could not be delivered.");
        assertThat(failed.message().text()).isEqualTo("two");
        assertThat(failed.seq()).hasValue(chat.state().seq());
        assertThat(transcript(chat)).last().isEqualTo(failed);
    }

    @Test
    void aNoticeStandsInTheTranscriptAsTheSystems() {
        RuledChat chat = chat("a");
        chat.append(new Fact.NoticePosted(FIRST, "Nobody answers here."));

        assertThat(transcript(chat))
                .containsExactly(new StoredMessage(
                        Message.said(FIRST, Sender.SYSTEM, Optional.empty(), Optional.empty(), "Nobody answers here."),
                        Optional.empty(),
                        2,
                        OptionalLong.of(2),
                        false,
                        chat.now()));
    }

    @Test
    void aQueuedMessageSaysWhatItWasChangedToAndRemembersWhatItSaid() {
        RuledChat chat = chat("a");
        chat.send("one");
        chat.send("two");
        chat.command(new ChatCommand.EditQueued(SECOND, Optional.of("three"), Optional.empty()));
        chat.command(new ChatCommand.EditQueued(SECOND, Optional.empty(), Optional.of(SendMode.STEER)));

        StoredMessage changed = index().message(chat.id(), SECOND).orElseThrow();
        assertThat(changed.message().text()).isEqualTo("three");
        assertThat(changed.firstText()).contains("two");
        assertThat(index().message(chat.id(), FIRST).orElseThrow().firstText()).isEmpty();
    }

    @Test
    void whatIsTakenOutOfTheHistoryIsNotInTheTranscriptUntilItIsBack() {
        RuledChat chat = chat("a");
        RuledChat other = chat("b");
        chat.send("one");
        chat.answer("first answer");
        chat.send("two");
        chat.answer("second answer");
        other.send("one");
        other.answer("its own");
        List<StoredMessage> before = transcript(chat);
        List<StoredMessage> others = transcript(other);

        chat.command(new ChatCommand.Rewind(place(before.get(2))));
        assertThat(transcript(chat)).isEqualTo(before.subList(0, 2));
        assertThat(index().message(chat.id(), SECOND).orElseThrow().rewound()).isTrue();
        chat.command(new ChatCommand.Rewind(place(before.get(1))));
        assertThat(transcript(chat)).isEqualTo(before.subList(0, 1));
        assertThat(transcript(other)).isEqualTo(others);

        chat.command(new ChatCommand.Undo());
        assertThat(transcript(chat)).isEqualTo(before.subList(0, 2));
        chat.command(new ChatCommand.Undo());
        assertThat(transcript(chat)).isEqualTo(before);
    }

    private static PlacedMessage place(StoredMessage message) {
        return new PlacedMessage(message.message().id(), message.seq().orElseThrow());
    }

    @Test
    void whatAWorldUsedCountsForEverAndForNoOther() {
        RuledChat a = chat("a");
        RuledChat b = chat("b");
        RuledChat elsewhere = new RuledChat(log(), "d", new WorldId("work")).create();
        assertThat(index().usage()).doesNotContainKey(RuledChat.WORLD);

        pays(a, new Usage(10, 2, 3, 400, 0));
        pays(b, new Usage(1, 1, 0, 0, 1));
        a.append(new Fact.TitleCallEnded(new Usage(5, 0, 0, 7, 0)));
        pays(elsewhere, new Usage(9, 9, 9, 9, 9));

        var spent = new Usage(16, 3, 3, 407, 1);
        assertThat(index().usage())
                .containsOnly(
                        Map.entry(RuledChat.WORLD, spent), Map.entry(new WorldId("work"), new Usage(9, 9, 9, 9, 9)));
        a.command(new ChatCommand.Delete());
        assertThat(log().purge(a.now().plusSeconds(1))).isOne();
        assertThat(index().usage()).containsEntry(RuledChat.WORLD, spent);
    }

    private static void pays(RuledChat chat, Usage usage) {
        chat.send("Hello");
        chat.callEnded(new Said("Hi", ""), new CallResult.Answered(usage, Optional.empty()));
    }

    @Test
    void aMessageOfAnotherChatIsNotFound() {
        RuledChat a = chat("a");
        RuledChat b = chat("b");
        a.send("one");

        assertThat(index().message(b.id(), FIRST)).isEmpty();
        assertThat(index().message(a.id(), SECOND)).isEmpty();
        assertThat(transcript(b)).isEmpty();
    }

    @Test
    void aTranscriptIsReadBackwardsInPagesAndShownForwards() {
        RuledChat chat = chat("a");
        for (int i = 0; i < 5; i++) {
            chat.send("question " + i);
            chat.answer("answer " + i);
        }
        List<StoredMessage> all = transcript(chat);

        assertThat(all)
                .extracting(message -> message.message().text())
                .startsWith("question 0", "answer 0", "question 1")
                .endsWith("answer 4")
                .hasSize(10);
        assertThat(index().transcript(chat.id(), Long.MAX_VALUE, 3)).isEqualTo(all.subList(7, 10));
        long before = all.get(7).seq().orElseThrow();
        assertThat(index().transcript(chat.id(), before - 1, 3)).isEqualTo(all.subList(4, 7));
        assertThat(index().transcript(chat.id(), before, 3)).isEqualTo(all.subList(5, 8));
        assertThat(index().transcript(chat.id(), 0, 3)).isEmpty();
        assertThat(index().transcript(chat.id(), Long.MAX_VALUE, 0)).isEmpty();
        assertThat(index().transcript(chat.id(), Long.MAX_VALUE, -1)).isEmpty();
    }

    @Test
    void aWholeTranscriptComesInOnePiece() {
        RuledChat chat = chat("a");
        for (int i = 0; i < ChatIndex.MAX_MESSAGES + 60; i++) {
            chat.append(new Fact.NoticePosted(new MessageId("n" + i), "Notice " + i));
        }

        List<StoredMessage> all = index().transcript(chat.id(), Long.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(all).hasSize(ChatIndex.MAX_MESSAGES + 60);
        assertThat(all).extracting(message -> message.seq().orElseThrow()).isSorted();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void theTranscriptIsWhatTheFactsSay(long seed) {
        var random = new Random(seed);
        List<RuledChat> chats = List.of(new RuledChat(log(), "a"), new RuledChat(log(), "b"));
        for (int step = 0; step < 150; step++) chats.get(random.nextInt(2)).step(random);

        for (RuledChat chat : chats) {
            var shown = new TreeMap<Long, String>();
            var takenOut = new HashMap<Long, SortedMap<Long, String>>();
            for (Recorded event : chat.events()) {
                long seq = event.seq();
                switch (event.fact()) {
                    case Fact.MessageDelivered(var message, var turn, var to) ->
                        shown.put(seq, seq + " " + message + " in " + turn + " to " + to);
                    case Fact.MessagePosted(var message) -> shown.put(seq, seq + " " + message);
                    case Fact.NoticePosted(var message, var text) ->
                        shown.put(
                                seq,
                                seq + " "
                                        + Message.said(
                                                message, Sender.SYSTEM, Optional.empty(), Optional.empty(), text));
                    case Fact.HistoryRewound(var _, var from) -> {
                        takenOut.put(seq, new TreeMap<>(shown.tailMap(from)));
                        shown.tailMap(from).clear();
                    }
                    case Fact.HistoryRestored(var rewound) -> shown.putAll(takenOut.remove(rewound));
                    default -> {}
                }
            }
            var expected = List.copyOf(shown.values());
            assertThat(transcript(chat))
                    .extracting(stored -> stored.message().sender() == Sender.AGENT
                                    || stored.message().sender() == Sender.SYSTEM
                            ? stored.seq().orElseThrow() + " " + stored.message()
                            : stored.seq().orElseThrow() + " "
                                    + stored.message().id() + " in "
                                    + stored.message().turn().orElseThrow() + " to "
                                    + stored.message().to())
                    .isEqualTo(expected);
        }
    }

    private List<StoredMessage> transcript(RuledChat chat) {
        return index().transcript(chat.id(), Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private List<StoredChat> list(Shelf shelf, Optional<ChatCursor> after, int limit) {
        return index().chats(RuledChat.WORLD, shelf, after, limit);
    }

    private static Optional<ChatCursor> after(List<StoredChat> page) {
        return Optional.of(
                new ChatCursor(page.getLast().updatedAt(), page.getLast().chat()));
    }

    private static List<ChatId> ids(List<StoredChat> chats) {
        return chats.stream().map(StoredChat::chat).toList();
    }
}
