package carillon.core.routing;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The product and {@link NaiveReading} agree on every message that chance makes. */
class SecondReadingTest {
    private static final int MESSAGES = 10_000;
    private static final long SEED = 20_260_301;
    private static final String[] PIECES = {
        "@a1",
        "@A2",
        "@a-3",
        "@ada",
        "@Zoë",
        "@gracehopper",
        "@Grace-Hopper",
        "@nobody",
        "@override",
        "me@a1",
        "@",
        "@@a1",
        "Hey",
        "hi",
        "hello",
        "to",
        "To:",
        "hey,",
        "well",
        "as",
        "said",
        ",",
        ":",
        ";",
        ".",
        "!",
        "?",
        "…",
        "'s",
        "/",
        "-",
        "\n",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        " ",
        " ",
        " ",
        "  ",
        "\t",
        "    ",
        "```",
        "\n```\n",
        "\n```java\n",
        "\n~~~\n",
        "````",
        "`",
        "> ",
        "# ",
        "- ",
    };
    private static final String[] TAGS = {
        "<world>STOP</world>",
        "<world>DONE</world>",
        "<world>PASS</world>",
        "<world>TO: a1,a-3</world>",
        "<world>TO: ada, nobody</world>",
        "<world>TO: </world>",
    };
    private static final List<World> WORLDS =
            List.of(Worlds.of(agents()), Worlds.withMain("a2", agents()), Worlds.of(agent("a1", "Ada")), Worlds.of());

    private static Agent[] agents() {
        return new Agent[] {agent("a1", "Ada"), agent("a2", "Grace Hopper"), agent("a-3", "Zoë", false)};
    }

    @Test
    void bothReadingsNameTheSameAgentsForPeoplesMessages() {
        var random = new Random(SEED);
        Set<List<AgentId>> met = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            String message = message(random, PIECES);
            for (World world : WORLDS) {
                List<AgentId> answering =
                        Routing.fromPerson(world, Mentions.in(message)).answering();
                agree(answering, new NaiveReading(world).answeringPerson(message), i, message);
                met.add(answering);
            }
        }
        assertThat(met).hasSizeGreaterThan(10);
    }

    @Test
    void bothReadingsHandRepliesToTheSameAgents() {
        var random = new Random(SEED);
        World world = WORLDS.getFirst();
        var naive = new NaiveReading(world);
        Set<List<AgentId>> met = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            String said = message(random, random.nextInt(3) == 0 ? TAGS : PIECES) + message(random, PIECES);
            Agent author = world.agents().get(random.nextInt(3));
            List<AgentId> askers = world.agents().stream()
                    .map(Agent::id)
                    .filter(agent -> !agent.equals(author.id()) && random.nextInt(3) == 0)
                    .toList();
            Handoff handoff = Handoff.of(world, author, askers, said);
            String what = "@" + author.id() + " answers " + askers + ": " + said;
            agree(handoff.to(), naive.handedTo(author, askers, said), i, what);
            agree(handoff.to(), naive.answeringAgent(author.id(), handoff.text()), i, what);
            met.add(handoff.to());
        }
        assertThat(met).hasSizeGreaterThan(6);
    }

    private static void agree(List<AgentId> product, List<AgentId> naive, int index, String what) {
        if (!product.equals(naive)) {
            throw new AssertionError("seed %d message %d: the product says %s, the second reading %s for%n%s"
                    .formatted(SEED, index, product, naive, what));
        }
    }

    private static String message(Random random, String[] pieces) {
        var message = new StringBuilder();
        int length = random.nextInt(pieces == TAGS ? 3 : 12);
        for (int i = 0; i < length; i++) {
            message.append(pieces[random.nextInt(pieces.length)]);
            if (random.nextInt(3) == 0) message.append(' ');
        }
        return message.toString();
    }
}
