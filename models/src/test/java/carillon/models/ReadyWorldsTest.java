package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Message;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.Gallery;
import carillon.core.world.ModelChoice;
import carillon.core.world.Template;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.EngineSettings;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.StoredMessage;
import carillon.engine.spi.Toolbox;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each ready world, played by the demo model. */
@Timeout(60)
class ReadyWorldsTest {
    private static final ModelChoice DEMO = new ModelChoice(Trials.DEMO, "demo", Optional.empty());
    private static final String TOPIC = "Bells should ring at night";

    @TempDir
    private Path folder;

    private Trials trials;
    private ChatEngine engine;

    @BeforeEach
    void open() {
        trials = new Trials(folder, Map.of());
        var store = new MemoryStore();
        var count = new AtomicLong();
        engine = new ChatEngine(
                store.log(),
                store.index(),
                store.worlds(),
                trials.gateway(),
                Toolbox.NONE,
                Path.of("workspaces"),
                () -> "i" + count.incrementAndGet(),
                InstantSource.system(),
                EngineSettings.DEFAULT);
    }

    @AfterEach
    void close() {
        engine.close();
        trials.close();
    }

    static Stream<Template> templates() {
        return Gallery.templates().stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyAgentTakesPartAndTheTurnEndsByItself(Template template) throws Exception {
        ChatId chat = chat(template);

        List<Message> said = turn(chat, TOPIC);
        List<Message> again = turn(chat, "Once more: are bells loud?");

        assertThat(authors(said)).containsAll(ids(template));
        assertThat(authors(again)).containsAll(ids(template));
        assertThat(said).allSatisfy(message -> assertThat(message.text()).doesNotContain("<world>"));
        assertThat(said).hasSizeLessThanOrEqualTo(8);
        assertThat(said.getLast().text()).contains(TOPIC);
        assertThat(again.getLast().text()).contains("Once more: are bells loud?");
    }

    @Test
    void aDebateGoesToAndFroAndEndsWithItsModerator() throws Exception {
        List<Message> said = turn(chat(Gallery.DEBATE), TOPIC);

        assertThat(authors(said)).containsExactly("moderator", "pro", "con", "pro", "con", "moderator");
        assertThat(said.getLast().text()).startsWith("**Summary of “" + TOPIC + "”.**");
    }

    @RepeatedTest(5)
    void whoCollectsWaitsForAllThatWereAsked() throws Exception {
        List<Message> reviewed = turn(chat(Gallery.REVIEW), TOPIC);
        List<Message> researched = turn(chat(Gallery.RESEARCH), TOPIC);

        assertThat(reviewed.getLast().text()).startsWith("**Final text on “" + TOPIC + "”.**");
        assertThat(reviewed.stream().filter(message -> message.text().contains("**Final text")))
                .hasSize(1);
        assertThat(researched.getLast().text()).startsWith("**Report on “" + TOPIC + "”.**");
        assertThat(authors(researched).subList(1, authors(researched).size()))
                .contains("background", "evidence", "doubts");
    }

    @Test
    void anAgentWhosePromptWasChangedPlaysNoPart() throws Exception {
        ChatId chat = chat(Gallery.DEBATE);
        engine.worlds().edit(world(Gallery.DEBATE), world -> changed(world, "moderator", "You are yourself."));

        assertThat(authors(turn(chat, TOPIC))).containsExactly("moderator");
    }

    private static World changed(World world, String agent, String prompt) {
        return world.withAgents(
                world.agents().stream()
                        .map(each -> each.id().value().equals(agent) ? Trials.prompted(each, prompt) : each)
                        .toList(),
                world.mainAgent());
    }

    private static WorldId world(Template template) {
        return new WorldId(template.id());
    }

    private ChatId chat(Template template) {
        engine.worlds().create(template.world(world(template), template.name(), Instant.EPOCH, DEMO));
        return engine.create(world(template), Optional.of("given")).chat();
    }

    /** What the agents say to a message. */
    private List<Message> turn(ChatId chat, String text) throws Exception {
        var news = new Semaphore(1);
        long before = engine.look(chat).state().seq();
        try (var _ = engine.subscribe(chat, before, news::release)) {
            engine.send(chat, Optional.empty(), Sender.HUMAN, text, SendMode.QUEUE);
            while (engine.look(chat).state().turn().isPresent()) news.acquire();
        }
        assertThat(engine.look(chat).state().lastTurn().orElseThrow().outcome()).isEqualTo(TurnOutcome.ANSWERED);
        return engine.transcript(chat, Long.MAX_VALUE, 500).stream()
                .filter(stored -> stored.seq().orElse(0) > before)
                .map(StoredMessage::message)
                .filter(message -> message.sender() == Sender.AGENT)
                .toList();
    }

    private static List<String> authors(List<Message> messages) {
        return messages.stream()
                .map(message -> message.origin().orElseThrow().agent().value())
                .toList();
    }

    private static List<String> ids(Template template) {
        return template.agents().stream().map(agent -> agent.id().value()).toList();
    }
}
