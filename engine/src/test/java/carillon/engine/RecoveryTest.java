package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.MessageState;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.ChatId;
import carillon.core.world.World;
import carillon.engine.spi.ChatLog;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.StaleOwnerException;
import carillon.engine.spi.StorageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecoveryTest {
    private final MemoryStore store = new MemoryStore();

    @Test
    void aTurnThatRanWhenTheProcessDiedIsInterruptedWithItsTextAndTheQueueGoesOn() throws Exception {
        var before = new Workplace(store, Workplace.PATIENT);
        ChatId chat = before.chat();
        before.send(chat, "one");
        before.send(chat, "two");
        before.model.next(chat).says("half an answer");
        savedText(chat, "half an answer");

        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();
            after.model.next(chat).says("two").answers();
            try (Reader reader = after.reads(chat)) {
                reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
            }
            assertThat(outcomes(after, chat)).containsExactly(TurnOutcome.INTERRUPTED, TurnOutcome.ANSWERED);
            var cut = posted(after, chat).getFirst();
            assertThat(cut.message().text()).isEqualTo("half an answer");
            assertThat(cut.message().state()).isEqualTo(MessageState.INTERRUPTED);
        }
    }

    @Test
    void anOwnerWhoseProcessWasThoughtDeadCanWriteNoMore() throws Exception {
        var before = new Workplace(store, Workplace.PATIENT);
        ChatId chat = before.chat();
        before.send(chat, "one");
        HandModel.Call call = before.model.next(chat).says("half");
        savedText(chat, "half");

        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();
            try (Reader reader = after.reads(chat)) {
                reader.untilTurnEnded();
            }
            call.says(" and whole").answers();
            assertThatThrownBy(() -> before.engine.ask(chat, new ChatCommand.Rename("mine")))
                    .isInstanceOf(StaleOwnerException.class);
            assertThat(outcomes(after, chat)).containsExactly(TurnOutcome.INTERRUPTED);
        }
    }

    @Test
    void anOrderlyEndInterruptsAndStartsNothingMore() throws Exception {
        var before = new Workplace(store, Workplace.PATIENT);
        ChatId chat = before.chat();
        before.send(chat, "one");
        before.send(chat, "two");
        HandModel.Call call = before.model.next(chat).says("so far");
        try (Reader reader = before.reads(chat)) {
            reader.until(seen -> seen.text().equals("so far"));
        }
        before.close();

        assertThat(call.awaitInterrupt()).isTrue();
        assertThat(before.model.wasAsked(chat)).isFalse();
        assertThat(posted(before, chat).getLast().message().text()).isEqualTo("so far");
        assertThatThrownBy(() -> before.send(chat, "three")).isInstanceOf(EngineClosedException.class);

        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();
            assertThat(after.model.next(chat).request().messages().getLast().text())
                    .isEqualTo("two");
        }
    }

    @Test
    void chatsOfADeletedWorldThatWereLeftGoToTheTrash() throws Exception {
        var before = new Workplace(store, Workplace.PATIENT);
        ChatId resting = before.chat();
        ChatId running = before.chat();
        before.send(running, "go");
        before.model.next(running).says("half");
        before.engine.worlds().edit(Workplace.WORLD, World::asDeleted);

        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();

            for (ChatId chat : List.of(resting, running)) {
                try (Reader reader = after.reads(chat)) {
                    reader.until(seen -> seen.has(Fact.ChatDeleted.class));
                }
            }
            assertThat(outcomes(after, running)).containsExactly(TurnOutcome.INTERRUPTED);
        }
    }

    @Test
    void anIdleChatGivesUpItsOwnerAndComesBackUnchanged() throws Exception {
        var brief = new EngineSettings(
                Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(4));
        try (var workplace = new Workplace(store, brief)) {
            ChatId chat = workplace.chat();
            try (Reader reader = workplace.reads(chat)) {
                workplace.send(chat, "hi");
                workplace.model.next(chat).says("hello").answers();
                reader.untilTurnEnded();
                assertThat(workplace.engine.diagnostics().owners()).isEqualTo(1);
            }
            while (workplace.engine.diagnostics().owners() > 0) Thread.onSpinWait();

            assertThat(workplace.engine.look(chat).summary().lastSeq()).isEqualTo(10);
            for (int i = 0; i < 500; i++) workplace.engine.look(chat);
        }
    }

    @Test
    void aChatThatIsReadStaysAwake() throws Exception {
        var brief = new EngineSettings(
                Duration.ofNanos(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(4));
        try (var workplace = new Workplace(store, brief)) {
            ChatId read = workplace.chat();
            ChatId unread = workplace.chat();
            try (Reader reader = workplace.reads(read)) {
                reader.until(seen -> seen.caughtUp);
                workplace.engine.look(unread);
                while (workplace.engine.diagnostics().owners() > 1) Thread.onSpinWait();

                workplace.send(read, "hi");
                workplace.model.next(read).says("hello").answers();
                assertThat(reader.untilTurnEnded().text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void anAnswerThatCannotBeStoredWaitsForTheStoreAndIsNotLost() throws Exception {
        var full = new FullLog(store.log());
        try (var workplace = new Workplace(store, full, Workplace.PATIENT)) {
            ChatId chat = workplace.chat();
            try (Reader reader = workplace.reads(chat)) {
                workplace.send(chat, "go");
                HandModel.Call call = workplace.model.next(chat).says("answer");
                reader.until(seen -> seen.text().equals("answer"));
                full.fill();
                call.answers();
                Reader.Seen seen = reader.until(each -> each.is(StatusKind.WAITING));
                assertThat(seen.statuses.getLast().reason().orElseThrow()).contains("disk is full");
                assertThat(seen.has(Fact.TurnEnded.class)).isFalse();

                full.free();
                reader.untilTurnEnded();
            }
            assertThat(posted(workplace, chat).getLast().message().text()).isEqualTo("answer");
        }
    }

    @Test
    void aBusyChatStoresWhatCameBackAsSoonAsTheStoreTakesItAndBeforeAnythingElse() throws Exception {
        var full = new FullLog(store.log());
        var slow = new EngineSettings(
                Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMinutes(10), Duration.ofSeconds(4));
        try (var workplace = new Workplace(store, full, slow)) {
            ChatId chat = workplace.chat();
            try (Reader reader = workplace.reads(chat)) {
                workplace.send(chat, "go");
                HandModel.Call call = workplace.model.next(chat).says("answer");
                reader.until(seen -> seen.text().equals("answer"));
                full.fill();
                call.answers();
                reader.until(each -> each.is(StatusKind.WAITING));
                assertThatThrownBy(() -> workplace.stop(chat)).isInstanceOf(StorageException.class);

                full.free();
                workplace.engine.ask(chat, new ChatCommand.Rename("renamed"));
                reader.untilTurnEnded();
            }
            List<Fact> facts = workplace.facts(chat);
            assertThat(facts).last().isInstanceOf(Fact.TitleChanged.class);
            assertThat(outcomes(workplace, chat)).containsExactly(TurnOutcome.ANSWERED);
        }
    }

    @Test
    void lettersDoNotPutOffTheRetry() throws Exception {
        var full = new FullLog(store.log());
        var unhurried = new EngineSettings(
                Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(300), Duration.ofSeconds(4));
        try (var workplace = new Workplace(store, full, unhurried)) {
            ChatId chat = workplace.chat();
            try (Reader reader = workplace.reads(chat)) {
                workplace.send(chat, "go");
                HandModel.Call call = workplace.model.next(chat).says("answer");
                reader.until(seen -> seen.text().equals("answer"));
                full.fill();
                call.answers();
                reader.until(each -> each.is(StatusKind.WAITING));
                full.free();
                Thread busy = Thread.ofVirtual().start(() -> {
                    while (!Thread.interrupted()) workplace.engine.look(chat);
                });

                reader.untilTurnEnded();
                busy.interrupt();
                busy.join();
            }
        }
    }

    @Test
    void openTextThatTheStoreRefusedIsSavedOnceItTakesItAgain() throws Exception {
        var full = new FullLog(store.log());
        var workplace = new Workplace(store, full, Workplace.PATIENT);
        ChatId chat = workplace.chat();
        try (Reader reader = workplace.reads(chat)) {
            workplace.send(chat, "go");
            HandModel.Call call = workplace.model.next(chat).says("before, ");
            savedText(chat, "before, ");
            full.fill();
            call.says("during, ");
            full.awaitRefusedText();
            full.free();
            call.says("after");
            reader.until(seen -> seen.text().equals("before, during, after"));

            savedText(chat, "before, during, after");
        }
    }

    @Test
    void aMessageThatCannotBeStoredIsRefusedAndChangesNothing() throws Exception {
        var full = new FullLog(store.log());
        try (var workplace = new Workplace(store, full, Workplace.PATIENT)) {
            ChatId chat = workplace.chat();
            full.fill();
            assertThatThrownBy(() -> workplace.send(chat, "go")).isInstanceOf(StorageException.class);
            full.free();

            assertThat(workplace.facts(chat)).hasSize(1);
            workplace.send(chat, "go");
            assertThat(workplace.model.next(chat)).isNotNull();
        }
    }

    /** Waits until a crash would keep this text. */
    private void savedText(ChatId chat, String text) {
        ChatLog log = store.log();
        while (log.load(chat).orElseThrow().openTexts().values().stream()
                .noneMatch(said -> said.text().equals(text))) {
            if (Thread.interrupted()) throw new AssertionError("\"" + text + "\" was not saved in time");
            Thread.onSpinWait();
        }
    }

    private static List<TurnOutcome> outcomes(Workplace workplace, ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.TurnEnded.class::isInstance)
                .map(fact -> ((Fact.TurnEnded) fact).outcome())
                .toList();
    }

    private static List<Fact.MessagePosted> posted(Workplace workplace, ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.MessagePosted.class::isInstance)
                .map(Fact.MessagePosted.class::cast)
                .toList();
    }
}
