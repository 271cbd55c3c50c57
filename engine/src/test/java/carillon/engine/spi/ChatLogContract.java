package carillon.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Message;
import carillon.core.chat.QueueAfterStop;
import carillon.core.chat.Said;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.TitleSource;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ChatLog} must do. */
public abstract class ChatLogContract {
    private static final Picture KEPT = Painted.picture("kept");
    private static final Picture LATE = Painted.picture("late");
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    protected abstract ChatLog log();

    protected abstract ChatIndex index();

    /** Opens the store again over the same data; {@link #log()} is then the later opening's. */
    protected abstract void reopen();

    private RuledChat chat(String id) {
        return new RuledChat(log(), id).create();
    }

    @Test
    void aChatIsReadAsItWasAppended() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        chat.answer("Hi!");

        assertThat(log().read(chat.id(), 0, ChatLog.MAX_READ)).isEqualTo(chat.events());
        assertThat(log().load(chat.id()).orElseThrow().state()).isEqualTo(chat.state());
    }

    @Test
    void aReadGoesOnAfterItsCursorAndKeepsItsLimit() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        chat.answer("Hi!");
        List<Recorded> all = chat.events();

        assertThat(log().read(chat.id(), 2, 3)).isEqualTo(all.subList(2, 5));
        assertThat(log().read(chat.id(), 0, 0)).isEmpty();
        assertThat(log().read(chat.id(), 0, -1)).isEmpty();
        assertThat(log().read(chat.id(), -5, 1)).isEqualTo(all.subList(0, 1));
        assertThat(log().read(chat.id(), all.size(), 10)).isEmpty();
        assertThat(log().read(chat.id(), Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void aReadNeverReturnsMoreThanItsMost() {
        RuledChat chat = chat("a");
        for (int i = 0; i < ChatLog.MAX_READ; i++) chat.command(new ChatCommand.Rename("Title " + i));

        assertThat(log().read(chat.id(), 0, Integer.MAX_VALUE)).hasSize(ChatLog.MAX_READ);
        assertThat(log().read(chat.id(), ChatLog.MAX_READ, ChatLog.MAX_READ)).hasSize(1);
    }

    @Test
    void nothingIsKnownOfAChatThatWasNeverCreated() {
        var unknown = new ChatId("unknown");

        assertThat(log().read(unknown, 0, 10)).isEmpty();
        assertThat(log().load(unknown)).isEmpty();
        assertThat(log().saveSeen(unknown, 3)).isZero();
        assertThat(log().load(unknown)).isEmpty();
        assertThat(index().message(unknown, new MessageId("m1"))).isEmpty();
        assertThat(index().transcript(unknown, 10, 10)).isEmpty();
    }

    @Test
    void anAppendThatDoesNotFollowTheLastFactWritesNothing() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        long last = chat.state().seq();

        assertStale(() -> log().append(log().epoch(), List.of(renamed(chat, last)), at(chat, last)));
        assertStale(() -> log().append(log().epoch(), List.of(renamed(chat, last + 2)), at(chat, last + 2)));
        assertStale(() -> log().append(log().epoch(), List.of(renamed(chat, 1)), at(chat, 1)));

        assertUnchanged(chat);
    }

    @Test
    void aChatBeginsAtOne() {
        var never = new RuledChat(new MemoryStore().log(), "never").create();

        assertStale(() -> log().append(log().epoch(), List.of(renamed(never, 2)), at(never, 2)));

        assertThat(log().load(never.id())).isEmpty();
        assertThat(log().read(never.id(), 0, 10)).isEmpty();
    }

    @Test
    void anEarlierOwnerIsRefusedOnceALaterOneWrote() {
        RuledChat chat = chat("a");
        RuledChat untouched = chat("b");
        Epoch earlier = log().epoch();
        reopen();
        chat.writeTo(log());
        chat.send("Hello");
        long last = chat.state().seq();

        assertThat(log().epoch().number()).isGreaterThan(earlier.number());
        assertStale(() -> log().append(earlier, List.of(renamed(chat, last + 1)), at(chat, last + 1)));
        assertUnchanged(chat);
        log().append(earlier, List.of(renamed(untouched, 2)), at(untouched, 2));
        assertThat(log().read(untouched.id(), 1, 10)).hasSize(1);
    }

    @Test
    void anAppendIsForOneChatWithoutGaps() {
        RuledChat a = chat("a");
        RuledChat b = chat("b");
        Epoch epoch = log().epoch();

        assertBug(() -> log().append(epoch, List.of(), a.state()));
        assertBug(() -> log().append(epoch, List.of(renamed(a, 2), renamed(a, 4)), at(a, 4)));
        assertBug(() -> log().append(epoch, List.of(renamed(a, 2), renamed(b, 3)), at(a, 3)));
        assertBug(() -> log().append(epoch, List.of(renamed(a, 2)), at(a, 3)));
        assertBug(() -> log().append(epoch, List.of(renamed(a, 2)), ChatState.EMPTY));

        assertUnchanged(a);
        assertUnchanged(b);
    }

    @Test
    void aMessageIdIsTakenOnceInAChat() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        List<Recorded> before = chat.events();

        assertThatThrownBy(() -> chat.append(new Fact.NoticePosted(new MessageId("m1"), "Mine")))
                .isInstanceOf(StorageException.class);

        assertThat(log().read(chat.id(), 0, 100)).isEqualTo(before);
        assertThat(index().message(chat.id(), new MessageId("m1"))
                        .orElseThrow()
                        .message()
                        .text())
                .isEqualTo("Hello");
    }

    @Test
    void twoChatsWithTheSameIdsShareNothing() {
        RuledChat a = chat("a");
        RuledChat b = chat("b");
        MessageId sent = a.send("for a");
        assertThat(b.send("for b")).isEqualTo(sent);
        MessageId open = a.openMessage();
        assertThat(b.openMessage()).isEqualTo(open);
        log().saveOpenText(a.id(), open, TextKind.TEXT, 0, "a says");
        log().saveOpenText(b.id(), open, TextKind.TEXT, 0, "b says");
        log().saveSeen(b.id(), 1);
        assertThat(log().load(a.id()).orElseThrow().openTexts()).isEqualTo(Map.of(open, new Said("a says", "")));
        assertThat(log().load(b.id()).orElseThrow().openTexts()).isEqualTo(Map.of(open, new Said("b says", "")));

        a.answer("a said");
        a.command(new ChatCommand.Delete());
        log().purge(FAR);

        assertThat(log().load(a.id())).isEmpty();
        assertThat(log().read(b.id(), 0, 100)).isEqualTo(b.events());
        assertThat(log().load(b.id()).orElseThrow().openTexts())
                .containsOnlyKeys(open)
                .containsValue(new Said("b says", ""));
        assertThat(index().message(b.id(), sent).orElseThrow().message().text()).isEqualTo("for b");
        assertThat(index().message(b.id(), open)).isEmpty();
        b.answer("b said");
        assertThat(index().transcript(b.id(), 100, 100))
                .extracting(message -> message.message().text())
                .containsExactly("for b", "b said");
    }

    @Test
    void aChatIsUnfinishedWhileATurnRunsOrAQueuedMessageCouldStart() {
        RuledChat idle = chat("idle");
        RuledChat running = chat("running");
        running.send("Hello");
        RuledChat paused = chat("paused");
        paused.send("one");
        paused.send("two");
        paused.command(new ChatCommand.Stop(Optional.empty(), QueueAfterStop.PAUSE));
        RuledChat waiting = chat("waiting");
        waiting.append(
                new Fact.MessageAdmitted(new MessageId("w"), Sender.HUMAN, "Hello", SendMode.QUEUE, Optional.empty()));
        RuledChat trashed = chat("trashed");
        trashed.send("Hello");
        trashed.command(new ChatCommand.Delete());

        assertThat(log().unfinished()).containsExactlyInAnyOrder(running.id(), waiting.id());
        running.answer("Hi!");
        assertThat(log().unfinished()).containsExactly(waiting.id());
        assertThat(idle.state().busy()).isFalse();
    }

    @Test
    void whatWasSeenOnlyGrowsAndNeverPassesTheEnd() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        long last = chat.state().seq();
        Instant activity = log().load(chat.id()).orElseThrow().updatedAt();

        assertThat(log().saveSeen(chat.id(), -1)).isZero();
        assertThat(log().saveSeen(chat.id(), 2)).isEqualTo(2);
        assertThat(log().saveSeen(chat.id(), 1)).isEqualTo(2);
        assertThat(log().saveSeen(chat.id(), Long.MAX_VALUE)).isEqualTo(last);
        assertThat(log().load(chat.id()).orElseThrow().seenSeq()).isEqualTo(last);
        assertThat(log().load(chat.id()).orElseThrow().updatedAt()).isEqualTo(activity);
    }

    @Test
    void aChatKnowsItsTimesToTheNanosecond() {
        RuledChat chat = chat("a");
        Instant created = chat.now();
        chat.pass(Duration.ofNanos(1));
        chat.command(new ChatCommand.Delete());
        Instant deleted = chat.now();

        StoredChat trashed = log().load(chat.id()).orElseThrow();
        assertThat(trashed.createdAt()).isEqualTo(created);
        assertThat(trashed.updatedAt()).isEqualTo(deleted);
        assertThat(trashed.deletedAt()).contains(deleted);
        chat.pass(Duration.ofHours(1));
        chat.command(new ChatCommand.Restore());
        StoredChat restored = log().load(chat.id()).orElseThrow();
        assertThat(restored.deletedAt()).isEmpty();
        assertThat(restored.updatedAt()).isEqualTo(chat.now());
        assertThat(restored.createdAt()).isEqualTo(created);
    }

    @Test
    void aPurgedChatIsGoneAndNothingRevivesIt() {
        RuledChat chat = chat("a");
        MessageId sent = chat.send("Hello");
        MessageId open = chat.openMessage();
        log().keepPicture(chat.id(), KEPT);
        chat.command(new ChatCommand.Delete());
        log().saveOpenText(chat.id(), new MessageId("late"), TextKind.TEXT, 0, "late");

        assertThat(log().purge(chat.now())).isZero();
        assertThat(log().load(chat.id())).isPresent();
        assertThat(log().purge(chat.now().plusNanos(1))).isEqualTo(1);
        assertThat(log().purge(FAR)).isZero();

        assertPurged(chat, sent);
        long last = chat.state().seq();
        assertStale(() -> chat.command(new ChatCommand.Restore()));
        assertStale(() -> log().append(log().epoch(), List.of(renamed(chat, last + 1)), at(chat, last + 1)));
        assertStale(() -> new RuledChat(log(), "a").create());
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 0, "late");
        assertThat(log().saveSeen(chat.id(), 1)).isZero();
        log().keepPicture(chat.id(), LATE);
        assertPurged(chat, sent);
        reopen();
        assertPurged(chat, sent);
        assertStale(() -> new RuledChat(log(), "a").create());
    }

    private void assertPurged(RuledChat chat, MessageId sent) {
        assertThat(log().load(chat.id())).isEmpty();
        assertThat(log().read(chat.id(), 0, 100)).isEmpty();
        assertThat(log().unfinished()).isEmpty();
        assertThat(index().message(chat.id(), sent)).isEmpty();
        assertThat(index().picture(chat.id(), KEPT.image().id())).isEmpty();
        assertThat(index().picture(chat.id(), LATE.image().id())).isEmpty();
        assertThat(index().transcript(chat.id(), 100, 100)).isEmpty();
        assertThat(index().chatIds(RuledChat.WORLD)).isEmpty();
        for (ChatIndex.Shelf shelf : ChatIndex.Shelf.values()) {
            assertThat(index().chats(RuledChat.WORLD, shelf, Optional.empty(), 10))
                    .isEmpty();
        }
    }

    @Test
    void onlyWhatIsInTheTrashIsPurged() {
        RuledChat live = chat("live");
        RuledChat restored = chat("restored");
        restored.command(new ChatCommand.Delete());
        restored.command(new ChatCommand.Restore());
        for (int i = 0; i < 5; i++) chat("gone" + i).command(new ChatCommand.Delete());

        assertThat(log().purge(FAR)).isEqualTo(5);

        assertUnchanged(live);
        assertUnchanged(restored);
    }

    @Test
    void piecesOfAnOpenTextAreJoinedWhereTheyBelong() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        MessageId open = chat.openMessage();

        log().saveOpenText(chat.id(), open, TextKind.TEXT, 0, "One ");
        log().saveOpenText(chat.id(), open, TextKind.REASONING, 0, "Hm. ");
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 4, "two 🎈 ");
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 4, "two 🎈 ");
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 8, "🎈 three");
        log().saveOpenText(chat.id(), open, TextKind.REASONING, 4, "Yes.");
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 400, "after a gap");
        log().saveOpenText(chat.id(), open, TextKind.TEXT, -1, "nowhere");
        chat.command(new ChatCommand.Rename("a commit"));

        assertThat(log().load(chat.id()).orElseThrow().openTexts())
                .containsOnlyKeys(open)
                .containsValue(new Said("One two 🎈 three", "Hm. Yes."));
        reopen();
        assertThat(log().load(chat.id()).orElseThrow().openTexts())
                .containsValue(new Said("One two 🎈 three", "Hm. Yes."));
    }

    @Test
    void anOpenTextGoesWhenItsMessageIsPosted() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        MessageId open = chat.openMessage();
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 0, "Half");

        chat.answer("Half and whole");
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 4, " too late");
        chat.command(new ChatCommand.Rename("a commit"));

        assertThat(log().load(chat.id()).orElseThrow().openTexts()).isEmpty();
    }

    @Test
    void anOpenTextGoesWithItsMessageAloneToo() {
        RuledChat chat = chat("a");
        var posted = new MessageId("posted");
        var open = new MessageId("open");
        log().saveOpenText(chat.id(), posted, TextKind.TEXT, 0, "Half");
        log().saveOpenText(chat.id(), open, TextKind.TEXT, 0, "Other half");

        chat.append(new Fact.MessagePosted(
                Message.said(posted, Sender.SYSTEM, Optional.empty(), Optional.empty(), "Whole")));

        assertThat(log().load(chat.id()).orElseThrow().openTexts()).containsOnlyKeys(open);
    }

    @Test
    void anOpenTextGoesWhenItsCallEndsWithoutAMessage() {
        RuledChat chat = chat("a");
        chat.send("Hello");
        MessageId first = chat.openMessage();
        log().saveOpenText(chat.id(), first, TextKind.REASONING, 0, "Nothing to say");

        chat.callEnded(new Said("", "Nothing to say"), new CallResult.Answered(Usage.NONE, Optional.empty()));

        assertThat(chat.openMessage()).isNotEqualTo(first);
        assertThat(log().load(chat.id()).orElseThrow().openTexts()).isEmpty();
    }

    @Test
    void awkwardTextComesBackAsItWas() {
        RuledChat chat = chat("a");
        var texts = List.of(
                "",
                "\u0000",
                "\n\t\\\"'",
                "🎈 ü ﷺ \u202e",
                "half a pair: \ud83c",
                "then more: \ud83cx",
                "twice: \ud83c\ud83c\udf88",
                "\udf88 the other",
                "x".repeat(1_000_000));

        for (String text : texts) chat.send(text);
        for (String text : texts) chat.answer("…" + text);
        chat.append(new Fact.TitleChanged("\ud83c title", TitleSource.HAND));

        assertThat(log().read(chat.id(), 0, 1_000)).isEqualTo(chat.events());
        assertThat(log().load(chat.id()).orElseThrow().state()).isEqualTo(chat.state());
        reopen();
        assertThat(log().read(chat.id(), 0, 1_000)).isEqualTo(chat.events());
        assertThat(log().load(chat.id()).orElseThrow().state()).isEqualTo(chat.state());
    }

    @Test
    void anInterruptLeavesNoDoubtWhetherAnAppendHappened() {
        RuledChat chat = chat("a");

        Thread.currentThread().interrupt();
        chat.send("Hello");
        assertThat(log().load(chat.id())).isPresent();
        boolean interrupted = Thread.interrupted();

        assertThat(interrupted).isTrue();
        assertUnchanged(chat);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theStoredStateIsWhatTheFactsAddUpTo(long seed) {
        var random = new Random(seed);
        var chats = new ArrayList<RuledChat>();
        for (int i = 0; i < 4; i++) chats.add(new RuledChat(log(), "chat" + i));

        for (int step = 0; step < 200; step++) {
            chats.get(random.nextInt(chats.size())).step(random);
            if (step == 100) {
                reopen();
                for (RuledChat chat : chats) chat.writeTo(log());
            }
        }

        for (RuledChat chat : chats) {
            assertUnchanged(chat);
            ChatState folded = ChatState.EMPTY;
            for (Recorded event : log().read(chat.id(), 0, ChatLog.MAX_READ)) folded = folded.after(event.fact());
            assertThat(log().load(chat.id()).orElseThrow().state()).isEqualTo(folded);
            assertThat(log().unfinished().contains(chat.id()))
                    .isEqualTo(folded.turn().isPresent() || folded.canDeliver());
        }
    }

    @Test
    void aChatOfAnotherWorldIsStillAChat() {
        var other = new RuledChat(log(), "a", new WorldId("work")).create();

        assertThat(log().load(other.id()).orElseThrow().state().world()).contains(new WorldId("work"));
    }

    private void assertUnchanged(RuledChat chat) {
        assertThat(log().read(chat.id(), 0, ChatLog.MAX_READ)).isEqualTo(chat.events());
        assertThat(log().load(chat.id()).orElseThrow().state()).isEqualTo(chat.state());
    }

    private static void assertStale(Runnable append) {
        assertThatThrownBy(append::run).isInstanceOf(StaleOwnerException.class);
    }

    private static void assertBug(Runnable append) {
        assertThatThrownBy(append::run).isInstanceOf(IllegalArgumentException.class);
    }

    private static Recorded renamed(RuledChat chat, long seq) {
        return new Recorded(chat.id(), seq, chat.now(), new Fact.TitleChanged("Stale", TitleSource.HAND));
    }

    /** The chat's state, said to be at another seq. */
    private static ChatState at(RuledChat chat, long seq) {
        ChatState state = chat.state();
        return new ChatState(
                seq,
                state.life(),
                state.world(),
                state.title(),
                state.turn(),
                state.lastTurn(),
                state.replyCounts(),
                state.firstSeq(),
                state.rewound(),
                state.branched(),
                state.queue(),
                state.queuePaused(),
                state.newsSeq(),
                state.usage(),
                state.grants(),
                state.allowed(),
                state.ownTools());
    }
}
