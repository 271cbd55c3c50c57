package carillon.core.routing;

import static carillon.core.routing.Worlds.agent;
import static carillon.core.routing.Worlds.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import carillon.core.id.AgentId;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingTest {
    private static final World THREE = Worlds.of(agent("a1", "Ada"), agent("a2", "Grace Hopper"), agent("a3", "Zoë"));
    private static final World WITH_MAIN =
            Worlds.withMain("a2", agent("a1", "Ada"), agent("a2", "Grace Hopper"), agent("a3", "Zoë"));

    @ParameterizedTest
    @MethodSource("peoplesMessages")
    void whoAnswersAPerson(String message, List<AgentId> answering) {
        assertThat(fromPerson(THREE, message).answering()).isEqualTo(answering);
    }

    static Stream<Arguments> peoplesMessages() {
        return Stream.of(
                arguments("Hello team!", ids("a1", "a2", "a3")),
                arguments("", ids("a1", "a2", "a3")),
                arguments("@a1 please sum up", ids("a1")),
                arguments("Hey @A1, sum up", ids("a1")),
                arguments("Status.\n@a2 your view?", ids("a2")),
                arguments("Status.\r\n@a2 your view?", ids("a2")),
                arguments("@a1 hi\n@a2 hi", ids("a1", "a2")),
                arguments("@a2 hi\n@a1 hi\n@A2 again", ids("a2", "a1")),
                arguments("@a1 @a2 both?", ids("a1")),
                arguments("let us ask @a3 later", ids()),
                arguments("let us ask @zoe later", ids()),
                arguments("\t  @a1", ids("a1")),
                arguments("hi @a1", ids("a1")),
                arguments("HELLO, @a1: well", ids("a1")),
                arguments("to @a1;", ids("a1")),
                arguments("hello hello @a1", ids()),
                arguments("dear @a1", ids()),
                arguments("hey@a1", ids("a1", "a2", "a3")),
                arguments("@a1!", ids("a1")),
                arguments("@a1. Then?", ids("a1")),
                arguments("@a1's turn", ids("a1")),
                arguments("@gracehopper hi", ids("a2")),
                arguments("@Grace-Hopper hi", ids("a2")),
                arguments("@Zoë hi", ids("a3")),
                arguments("@zoe hi", ids("a3")),
                arguments("@grace hi", ids()),
                arguments("@nobody hi", ids()),
                arguments("@nobody hi\n@a3 hi", ids("a3")),
                arguments("> @a1 said so", ids()),
                arguments("write to a1@example.com", ids("a1", "a2", "a3")),
                arguments("what does @Override mean", ids("a1", "a2", "a3")),
                arguments("what is @ for", ids("a1", "a2", "a3")),
                arguments("Read this:\n```java\n@a1\nint x;\n```\n", ids("a1", "a2", "a3")),
                arguments("~~~~\n@a1\n~~~\n@a2\n~~~~~\n@a3", ids("a3")),
                arguments("```\nnever closed\n@a1", ids("a1", "a2", "a3")),
                arguments("`` @a1\n@a2", ids("a2")));
    }

    @Test
    void theMainAgentAloneAnswersAMessageThatNamesNobody() {
        Route route = fromPerson(WITH_MAIN, "Hello team!");
        assertThat(route.answering()).isEqualTo(ids("a2"));
        assertThat(route.to()).hasValue(ids("a2"));
        assertThat(fromPerson(WITH_MAIN, "@a1 hi").answering()).isEqualTo(ids("a1"));
        assertThat(fromPerson(WITH_MAIN, "let us ask @a3 later").answering()).isEmpty();
    }

    @Test
    void aMessageThatNamesNobodyIsForEveryoneAndOthersAreForThoseTheyName() {
        assertThat(fromPerson(THREE, "Hello team!").to()).isEmpty();
        assertThat(fromPerson(THREE, "@a3 hi").to()).hasValue(ids("a3"));
        assertThat(fromPerson(THREE, "ask @a3 later").to()).hasValue(ids());
    }

    @ParameterizedTest
    @MethodSource("agentsMessages")
    void whoAnswersAnAgent(String message, List<AgentId> answering) {
        assertThat(Routing.fromAgent(THREE, new AgentId("a1"), Mentions.in(message)))
                .isEqualTo(new Route(Optional.of(answering), answering, Optional.empty()));
    }

    static Stream<Arguments> agentsMessages() {
        return Stream.of(
                arguments("@a2 take over", ids("a2")),
                arguments("as @a2 said…", ids()),
                arguments("Hello team!", ids()),
                arguments("@a1 I go on", ids()),
                arguments("@a1 and\n@a3", ids("a3")),
                arguments("@human please decide", ids()));
    }

    @Test
    void nobodyAnswersANotice() {
        assertThat(Routing.fromSystem()).isEqualTo(Route.NOBODY);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void anAgentThatDoesNotExistIsSaidWithTheCloseOnes(String message, String notice) {
        World world = Worlds.of(agent("writer", "Wanda"), agent("reviewer", "Rex"), agent("a3", "Adam"));
        assertThat(fromPerson(world, message).notice()).hasValue(notice);
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                arguments("@wirter go", "There is no agent @wirter here. Did you mean @writer?"),
                arguments("@review go", "There is no agent @review here. Did you mean @reviewer?"),
                arguments("@Ada go", "There is no agent @Ada here. Did you mean @a3?"),
                arguments("@zzz go", "There is no agent @zzz here. There is @writer, @reviewer or @a3."),
                arguments(
                        "@wanda go\n@riter go\n@zzz",
                        "There is no agent @riter here. Did you mean @writer?\n"
                                + "There is no agent @zzz here. There is @writer, @reviewer or @a3."));
    }

    @Test
    void nothingIsSaidWhenAllNamesAreKnown() {
        assertThat(fromPerson(THREE, "@a1 and\n@ada").notice()).isEmpty();
        assertThat(fromPerson(THREE, "Hello team!").notice()).isEmpty();
    }

    @Test
    void anIdIsStrongerThanANameAndTwoOfOneNameAnswerBoth() {
        World world = Worlds.of(agent("sam", "Max"), agent("max", "Sam"), agent("b1", "Bob"), agent("b2", "BOB"));
        assertThat(fromPerson(world, "@sam hi").answering()).isEqualTo(ids("sam"));
        assertThat(fromPerson(world, "@bob hi").answering()).isEqualTo(ids("b1", "b2"));
    }

    @Test
    void mentionsAreKeptUpToALimit() {
        var message = new StringBuilder();
        for (int i = 0; i < Mentions.MOST + 5; i++)
            message.append("@w").append(i).append(" @v").append(i).append('\n');
        Mentions mentions = Mentions.in(message.toString());
        assertThat(mentions.leading()).hasSize(Mentions.MOST).contains("w0").doesNotContain("v0");
        assertThat(mentions.inside()).hasSize(Mentions.MOST).contains("v0").doesNotContain("w0");
    }

    @Test
    void editsCountLettersAddedDroppedReplacedAndSwapped() {
        assertThat(CloseMatches.edits("writer", "writer")).isZero();
        assertThat(CloseMatches.edits("", "abc")).isEqualTo(3);
        assertThat(CloseMatches.edits("writer", "writers")).isEqualTo(1);
        assertThat(CloseMatches.edits("writer", "wrter")).isEqualTo(1);
        assertThat(CloseMatches.edits("writer", "waiter")).isEqualTo(1);
        assertThat(CloseMatches.edits("writer", "wirter")).isEqualTo(1);
        assertThat(CloseMatches.edits("kitten", "sitting")).isEqualTo(3);
    }

    private static Route fromPerson(World world, String message) {
        return Routing.fromPerson(world, Mentions.in(message));
    }
}
