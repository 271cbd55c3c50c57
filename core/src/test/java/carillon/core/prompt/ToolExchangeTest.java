package carillon.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Part;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.routing.Worlds;
import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What models are shown of calls of tools. Counts a token for each character. */
class ToolExchangeTest {
    private static final TokenCounter CHARACTERS = String::length;
    private static final Agent ADA = Worlds.agent("ada", "Ada");
    private static final Agent BOB = Worlds.agent("bob", "Bob");
    private static final World WORLD = Worlds.of(ADA, BOB);
    private static final Part.ToolCall READ = call("t1", Optional.of(result(ToolOutcome.RETURNED, "the text")));
    private static final Part.ToolCall WRITE = call("t2", Optional.of(result(ToolOutcome.DENIED, "Not now.")));

    @Test
    void anAgentIsShownItsCallsWithTheirResultsWhateverCameMeanwhile() {
        var transcript = List.of(
                new Line(2, human("start")),
                new Line(7, said("bob", 3, "while you look", "ada")),
                new Line(8, asked("ada", 4, "I look.", READ, WRITE)),
                new Line(12, said("ada", 9, "done")));

        assertThat(shown(ADA, transcript))
                .containsExactly(
                        new PromptMessage(Role.USER, "start"),
                        new PromptMessage(Role.ASSISTANT, "I look.", List.of(READ, WRITE)),
                        new PromptMessage(Role.USER, "@bob:\nwhile you look"),
                        new PromptMessage(Role.ASSISTANT, "done"));
    }

    @Test
    void aMessageThatOnlyAsksForToolsIsShown() {
        assertThat(shown(ADA, List.of(new Line(3, asked("ada", 2, "", READ)))))
                .containsExactly(new PromptMessage(Role.ASSISTANT, "", List.of(READ)));
    }

    @Test
    void anotherAgentsCallsAreNotShown() {
        assertThat(shown(BOB, List.of(new Line(3, asked("ada", 2, "I look.", READ)))))
                .isEmpty();
    }

    @Test
    void whatAnAgentSentByAToolIsShownToWhomItIsForAndToItsAuthorAsTheCall() {
        Part.ToolCall send = call("t1", Optional.of(result(ToolOutcome.RETURNED, "Sent.")));
        var transcript =
                List.of(new Line(3, asked("ada", 2, "", send)), new Line(5, sentByTool("ada", "your view?", "bob")));

        assertThat(shown(ADA, transcript)).containsExactly(new PromptMessage(Role.ASSISTANT, "", List.of(send)));
        assertThat(shown(BOB, transcript)).containsExactly(new PromptMessage(Role.USER, "@ada:\nyour view?"));
    }

    @Test
    void aModelIsToldWhatCameOfACall() {
        assertThat(told(result(ToolOutcome.RETURNED, "the text"))).isEqualTo("the text");
        assertThat(told(result(ToolOutcome.FAILED, "No file."))).isEqualTo("Failed: No file.");
        assertThat(told(result(ToolOutcome.REFUSED, "Outside."))).isEqualTo("Refused: Outside.");
        assertThat(told(result(ToolOutcome.DENIED, "Not now."))).isEqualTo("Denied: Not now.");
        assertThat(told(result(ToolOutcome.STOPPED, "Ended."))).isEqualTo("Stopped: Ended.");
        assertThat(told(result(ToolOutcome.UNKNOWN, "Look."))).isEqualTo("Unknown: Look.");
        assertThat(told(new ToolReturn(
                        ToolOutcome.RETURNED, "ok", Optional.of("+diff"), List.of(), Optional.of("{\"a\":2}"))))
                .contains("{\"a\":2}", "ok")
                .doesNotContain("+diff");
        assertThat(PromptMessage.resultOf(call("t1", Optional.empty()))).isNotBlank();
    }

    @Test
    void whatOnlyAPersonSeesIsNeitherToldNorCounted() {
        var image = new ToolImage(new ImageId("abc123"), ImageType.PNG, 200_000, 640, 480);
        ToolReturn plain = result(ToolOutcome.RETURNED, "[Image 1]");
        var seen =
                new ToolReturn(ToolOutcome.RETURNED, plain.text(), Optional.empty(), List.of(image), Optional.empty());

        assertThat(told(seen)).isEqualTo(told(plain));
        assertThat(CHARACTERS.count(showing(seen))).isEqualTo(CHARACTERS.count(showing(plain)));
        assertThat(showing(seen).whole()).isEqualTo(showing(plain).whole());
    }

    private static PromptMessage showing(ToolReturn result) {
        return new PromptMessage(Role.ASSISTANT, "I look.", List.of(call("t1", Optional.of(result))));
    }

    @Test
    void aCallAndItsResultCountAsWhatIsShown() {
        var alone = new PromptMessage(Role.ASSISTANT, "I look.");
        var withCalls = new PromptMessage(Role.ASSISTANT, "I look.", List.of(READ, WRITE));
        int texts = Stream.of(READ, WRITE)
                .mapToInt(call -> call.tool().length()
                        + call.arguments().length()
                        + PromptMessage.resultOf(call).length())
                .sum();

        assertThat(CHARACTERS.count(withCalls) - CHARACTERS.count(alone))
                .isGreaterThanOrEqualTo(texts + 4 * TokenCounter.AROUND_MESSAGE);
        int most = 3 * withCalls.whole().length() + 5 * TokenCounter.AROUND_MESSAGE;
        assertThat(Compaction.surelyFits(List.of(withCalls), most)).isTrue();
        assertThat(Compaction.surelyFits(List.of(withCalls), most - 1)).isFalse();
    }

    @Test
    void aCallAndItsResultAreSummedUpTogetherOrNotAtAll() {
        Part.ToolCall large = call("t1", Optional.of(result(ToolOutcome.RETURNED, "x".repeat(300))));
        var transcript = List.of(
                new Line(1, human("a".repeat(92))),
                new Line(4, asked("ada", 2, "I look.", large)),
                new Line(6, said("ada", 5, "It is x.")),
                new Line(7, human("b".repeat(92))));

        var compaction = new Compaction(ADA, transcript, CHARACTERS, 1_000);
        long upTo = compaction.next().orElseThrow();
        String asked = compaction.prompt(WORLD, ADA, upTo).getLast().text();

        assertThat(upTo).isEqualTo(2);
        assertThat(asked)
                .contains("I look.", large.arguments(), "x".repeat(300))
                .doesNotContain("It is x.");
    }

    @Test
    void goingOnAfterToolsNeedsNoRequest() {
        var transcript = List.of(new Line(1, human("start")), new Line(3, asked("ada", 2, "I look.", READ)));

        assertThat(Prompt.of(WORLD, ADA, transcript, true).getLast().role()).isEqualTo(Role.ASSISTANT);
    }

    private static List<PromptMessage> shown(Agent agent, List<Line> transcript) {
        return Prompt.of(WORLD, agent, transcript, false).stream().skip(1).toList();
    }

    private static String told(ToolReturn result) {
        return PromptMessage.resultOf(call("t1", Optional.of(result)));
    }

    private static ToolReturn result(ToolOutcome outcome, String text) {
        return ToolReturn.without(outcome, text);
    }

    private static Part.ToolCall call(String id, Optional<ToolReturn> result) {
        return new Part.ToolCall(new ToolCallId(id), "read_file", "{\"path\":\"a\"}", result);
    }

    private static Message human(String text) {
        return Message.said(new MessageId("m"), Sender.HUMAN, Optional.empty(), Optional.empty(), text);
    }

    private static Message asked(String agent, long seen, String text, Part.ToolCall... calls) {
        List<Part> parts = Stream.<Part>concat(Stream.of(new Part.Text(text)), Stream.of(calls))
                .toList();
        return message(agent, OptionalLong.of(seen), Optional.of(new ProviderId("demo")), List.of(), parts);
    }

    private static Message said(String agent, long seen, String text, String... to) {
        return message(
                agent,
                OptionalLong.of(seen),
                Optional.of(new ProviderId("demo")),
                Stream.of(to).map(AgentId::new).toList(),
                List.of(new Part.Text(text)));
    }

    private static Message sentByTool(String agent, String text, String to) {
        return message(
                agent, OptionalLong.empty(), Optional.empty(), List.of(new AgentId(to)), List.of(new Part.Text(text)));
    }

    private static Message message(
            String agent, OptionalLong seen, Optional<ProviderId> provider, List<AgentId> to, List<Part> parts) {
        var origin =
                new Message.Origin(new AgentId(agent), new ReplyId("r"), seen, provider, Optional.empty(), Usage.NONE);
        return new Message(
                new MessageId("a"),
                Sender.AGENT,
                Optional.empty(),
                Optional.of(origin),
                Optional.of(to),
                parts,
                MessageState.COMPLETE,
                Optional.empty());
    }
}
