package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.chat.Fact;
import carillon.core.chat.StatusKind;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.World;
import carillon.engine.spi.MemoryStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorldUsageTest {
    private static final WorldId OTHER = new WorldId("other");
    private static final Usage CALL = new Usage(100, 10, 1, 1_234, 0);

    private final MemoryStore store = new MemoryStore();

    @Test
    void aWorldHasUsedWhatItsChatsUsed() throws Exception {
        try (var workplace = new Workplace(store, Workplace.PATIENT)) {
            workplace.engine.worlds().create(other());
            ChatId red = workplace.chat();
            ChatId blue = workplace.chat();
            ChatId elsewhere =
                    workplace.engine.create(OTHER, Optional.of("given")).chat();

            ends(workplace, red, new CallResult.Answered(CALL, Optional.empty()));
            ends(workplace, blue, new CallResult.Failed("It broke.", CALL));
            ends(workplace, elsewhere, new CallResult.Answered(new Usage(1, 1, 1, 1, 1), Optional.empty()));

            assertThat(workplace.engine.usage(Workplace.WORLD)).isEqualTo(CALL.plus(CALL));
            assertThat(workplace.engine.usage(OTHER)).isEqualTo(new Usage(1, 1, 1, 1, 1));
            assertThat(workplace.engine.usage(new WorldId("nowhere"))).isEqualTo(Usage.NONE);
            assertThat(workplace.engine.look(red).summary().usage()).isEqualTo(CALL);
        }
        try (var later = new Workplace(store, Workplace.PATIENT)) {
            assertThat(later.engine.usage(Workplace.WORLD)).isEqualTo(CALL.plus(CALL));
            ChatId green = later.chat();
            ends(later, green, new CallResult.Answered(CALL, Optional.empty()));
            assertThat(later.engine.usage(Workplace.WORLD))
                    .isEqualTo(CALL.plus(CALL).plus(CALL))
                    .isEqualTo(store.index().usage().get(Workplace.WORLD));
        }
    }

    @Test
    void askingForATitleCountsToo() throws Exception {
        try (var workplace = new Workplace(store, Workplace.PATIENT)) {
            ChatId chat =
                    workplace.engine.create(Workplace.WORLD, Optional.empty()).chat();
            workplace.model.titles("About Bells", new Usage(20, 2, 0, 50, 0));
            try (Reader reader = workplace.reads(chat)) {
                workplace.send(chat, "tell me about bells");
                workplace.model.next(chat).says("They ring.").ends(new CallResult.Answered(CALL, Optional.empty()));
                reader.until(seen -> seen.has(Fact.TitleChanged.class));
            }

            Usage both = CALL.plus(new Usage(20, 2, 0, 50, 0));
            assertThat(workplace.engine.usage(Workplace.WORLD)).isEqualTo(both);
            assertThat(workplace.engine.look(chat).summary().usage()).isEqualTo(both);
        }
    }

    @Test
    void whatIsNotStoredIsNotCountedUntilItIs() throws Exception {
        var log = new FullLog(store.log());
        try (var workplace = new Workplace(store, log, Workplace.PATIENT)) {
            ChatId chat = workplace.chat();
            workplace.send(chat, "go");
            try (Reader reader = workplace.reads(chat)) {
                HandModel.Call call = workplace.model.next(chat).says("Hi");
                reader.until(seen -> seen.text().equals("Hi"));
                log.fill();
                call.ends(new CallResult.Answered(CALL, Optional.empty()));
                reader.until(seen -> seen.is(StatusKind.WAITING));
                assertThat(workplace.engine.usage(Workplace.WORLD)).isEqualTo(Usage.NONE);

                log.free();
                reader.until(seen -> seen.has(Fact.TurnEnded.class));
            }
            assertThat(workplace.engine.usage(Workplace.WORLD)).isEqualTo(CALL);
        }
    }

    @Test
    void nothingIsLostWhenManyAddAtOnce() throws Exception {
        int threads = 4;
        int times = 100_000;
        var usage = new WorldUsage(Map.of(OTHER, CALL));
        var together = new CyclicBarrier(threads);
        try (var adding = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                var _ = adding.submit(() -> {
                    together.await();
                    for (int n = 0; n < times; n++) usage.add(OTHER, new Usage(1, 0, 0, 0, 0));
                    return times;
                });
            }
        }

        assertThat(usage.of(OTHER)).isEqualTo(CALL.plus(new Usage((long) threads * times, 0, 0, 0, 0)));
    }

    private static World other() {
        World world = Workplace.world();
        return World.named(OTHER, "Other", world.createdAt()).withAgents(world.agents(), Optional.empty());
    }

    private static void ends(Workplace workplace, ChatId chat, CallResult result) throws Exception {
        try (Reader reader = workplace.reads(chat)) {
            workplace.send(chat, "go");
            workplace.model.next(chat).says("Hi").ends(result);
            reader.until(seen -> seen.has(Fact.TurnEnded.class));
        }
    }
}
