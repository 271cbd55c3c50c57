package carillon.core.routing;

import static carillon.core.routing.Worlds.agent;
import static carillon.core.routing.Worlds.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import carillon.core.id.AgentId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HandoffTest {
    private static final Agent ADA = agent("a1", "Ada");
    private static final Agent QUIET = agent("a3", "Quiet", false);
    private static final World WORLD = Worlds.of(ADA, agent("a2", "Grace"), QUIET);

    @ParameterizedTest
    @MethodSource("repliesToAnAgent")
    void aReplyToAnAgentIsAddressedToIt(String said, String posted, List<AgentId> to) {
        assertThat(Handoff.of(WORLD, ADA, ids("a2"), said)).isEqualTo(new Handoff(posted, to));
    }

    static Stream<Arguments> repliesToAnAgent() {
        return Stream.of(
                arguments("Yes.", "@a2 Yes.", ids("a2")),
                arguments("as @a3 said", "@a2 as @a3 said", ids("a2")),
                arguments("# Title\nYes.", "@a2\n\n# Title\nYes.", ids("a2")),
                arguments("```\n@Override\n```", "@a2\n\n```\n@Override\n```", ids("a2")),
                arguments("@a3 you", "@a3 you", ids("a3")),
                arguments("Yes.\n@a3 you", "Yes.\n@a3 you", ids("a3")),
                arguments("@human you decide", "@human you decide", ids()),
                arguments("@a1 I think", "@a2 I think", ids("a2")),
                arguments("@Ada, @a1: I think", "@a2 I think", ids("a2")),
                arguments("@a1 @a3 look", "@a3 look", ids("a3")),
                arguments("Well.\n@a1 hm", "Well.\n@a1 hm", ids()),
                arguments("@a1", "", ids()),
                arguments("Bye <world>STOP</world>", "Bye", ids()),
                arguments("<world>DONE</world>\n@a2 bye\n@a3 @a2 bye\nreally", "bye\nbye\nreally", ids()),
                arguments("< world>STOP</world> hm", "@a2 < world>STOP</world> hm", ids("a2")),
                arguments("@a2\nThat is all. <world> pass </world>", "That is all.", ids()),
                arguments("<world>PASS</world>", "", ids()),
                arguments("```\n@a3\n```\n<world>stop</world>", "```\n@a3\n```", ids()),
                arguments("<world>TO: a2,a3</world>Look at it.", "@a2\n@a3\n\nLook at it.", ids("a2", "a3")),
                arguments("@a2 look\n<world>TO: @a3</world>", "@a3\n\nlook", ids("a3")),
                arguments("<world>to:a3 , grace</world>", "@a3\n@grace", ids("a3", "a2")),
                arguments("<world>TO: a1, nobody</world>x", "@a1\n@nobody\n\nx", ids()),
                arguments("<world>TO: </world>x", "x", ids()),
                arguments("<world>TO: a3</world><world>STOP</world>x", "x", ids()),
                arguments("```\n<world>STOP</world>\n```", "@a2\n\n```\n<world>STOP</world>\n```", ids("a2")));
    }

    @Test
    void aReplyToAPersonGetsNoMention() {
        assertThat(Handoff.of(WORLD, ADA, ids(), "Yes.")).isEqualTo(new Handoff("Yes.", ids()));
        assertThat(Handoff.of(WORLD, ADA, ids(), "@a2 yes")).isEqualTo(new Handoff("@a2 yes", ids("a2")));
        assertThat(Handoff.of(WORLD, ADA, ids(), "<world>TO: a3</world>yes"))
                .isEqualTo(new Handoff("@a3\n\nyes", ids("a3")));
    }

    @Test
    void anAgentWithoutAutoReplyAddressesOnlyWhomItNames() {
        assertThat(Handoff.of(WORLD, QUIET, ids("a2"), "Yes.")).isEqualTo(new Handoff("Yes.", ids()));
        assertThat(Handoff.of(WORLD, QUIET, ids("a2"), "@a1 yes")).isEqualTo(new Handoff("@a1 yes", ids("a1")));
    }

    @Test
    void aReplyToSeveralAgentsIsAddressedToAll() {
        assertThat(Handoff.of(WORLD, ADA, ids("a2", "a3"), "Yes."))
                .isEqualTo(new Handoff("@a2\n@a3\n\nYes.", ids("a2", "a3")));
    }

    @Test
    void aTextWithoutAnythingSpecialStaysAsItIs() {
        String text = "  One.\r\n\n\tTwo @a2 < > <world> \n";
        assertThat(Handoff.of(WORLD, ADA, ids(), text)).isEqualTo(new Handoff(text, ids()));
    }
}
