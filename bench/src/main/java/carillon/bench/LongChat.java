package carillon.bench;

import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatRules;
import carillon.core.chat.ChatState;
import carillon.core.chat.Context;
import carillon.core.chat.Fact;
import carillon.core.chat.Said;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.Ids;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.storage.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes one chat of many turns into the store of a Carillon that is not running, by the rules and through the store
 * of the product; only the model is left out.
 *
 * <p>{@code java -cp <jars> LongChat.java <data folder> <world> <chat> <file with an answer> <turns>}. In question and
 * answer, {@code #N#} becomes the number of the turn. It needs nothing of the benchmarks, so that it runs from its source.
 */
final class LongChat {
    private static final int FACTS_PER_COMMIT = 1_000;

    public static void main(String[] args) throws IOException {
        var world = WorldId.parse(args[1]);
        var chat = ChatId.parse(args[2]);
        String answer = Files.readString(Path.of(args[3]));
        int turns = Integer.parseInt(args[4]);
        try (var store = SqliteStore.open(Path.of(args[0]))) {
            World settings = store.worlds().worlds().stream()
                    .filter(each -> each.id().equals(world))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no world " + world));
            new Writing(store, chat, settings).write(answer, turns);
        }
    }

    private static final class Writing {
        private final SqliteStore store;
        private final ChatId chat;
        private final World world;
        private final List<Recorded> unsaved = new ArrayList<>();
        private final Ids ids = new Counted();
        private ChatState state = ChatState.EMPTY;
        private String saying = "";

        Writing(SqliteStore store, ChatId chat, World world) {
            this.store = store;
            this.chat = chat;
            this.world = world;
        }

        void write(String answer, int turns) {
            decide(new ChatCommand.Create(world.id(), Optional.of("Long chat"), Optional.empty()));
            for (int turn = 1; turn <= turns; turn++) {
                saying = answer.replace("#N#", "N" + turn + "N");
                ask("Question N" + turn + "N of a long chat");
                answer();
            }
            save();
        }

        private void ask(String text) {
            decide(new ChatCommand.Send(ids.message(), Sender.HUMAN, text, SendMode.QUEUE, Optional.empty()));
        }

        private void answer() {
            var turn = state.turn().orElseThrow();
            var reply = turn.replies().getFirst();
            var ended = new CallResult.Answered(Usage.counted(100, 100, 0), Optional.empty());
            decide(new ChatCommand.CallEnded(
                    turn.turn(), reply.reply(), reply.call().orElseThrow().call(), ended, List.of()));
        }

        private void decide(ChatCommand command) {
            var context = new Context(() -> world, _ -> world, state::usage, ids, _ -> new Said(saying, ""));
            for (Fact fact : ChatRules.decide(state, command, context).facts()) {
                state = state.after(fact);
                unsaved.add(new Recorded(chat, state.seq(), Instant.now(), fact));
            }
            if (unsaved.size() >= FACTS_PER_COMMIT) save();
        }

        private void save() {
            if (unsaved.isEmpty()) return;
            store.log().append(store.log().epoch(), List.copyOf(unsaved), state);
            unsaved.clear();
        }
    }

    private static final class Counted implements Ids {
        private int given;

        @Override
        public String next() {
            return "long" + given++;
        }
    }
}
