package carillon.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Part;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.WorldId;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PromptTest {
    private static final Agent ADA = agent("ada", "Help {{who}} in {{ place }}{{unknown}}.");

    @Test
    void variablesAreFilledInAndUnknownOnesAreNothing() {
        assertThat(Prompt.of(world(), ADA, List.of(), false))
                .containsExactly(new PromptMessage(Role.SYSTEM, "Help $1 \\0 in Bern."));
    }

    @Test
    void ownMessagesAreTheAssistantsAndThoseOfOthersAreHeaded() {
        var transcript =
                List.of(human("hi"), said("ada", "hello"), said("bob", "me too"), notice("gone"), human("go on"));

        assertThat(Prompt.of(world(), ADA, transcript, false).stream().skip(1))
                .containsExactly(
                        new PromptMessage(Role.USER, "hi"),
                        new PromptMessage(Role.ASSISTANT, "hello"),
                        new PromptMessage(Role.USER, "@bob:\nme too"),
                        new PromptMessage(Role.USER, "go on"));
    }

    @Test
    void thoughtsAndEmptyMessagesAreNotShown() {
        var thought = message(
                Sender.AGENT,
                "ada",
                List.of(new Part.Reasoning("secret"), new Part.Text("said")),
                MessageState.STOPPED);
        var empty = message(Sender.AGENT, "ada", List.of(), MessageState.FAILED);

        assertThat(Prompt.of(world(), ADA, List.of(human("hi"), empty, thought), false).stream()
                        .skip(1))
                .containsExactly(new PromptMessage(Role.USER, "hi"), new PromptMessage(Role.ASSISTANT, "said"));
    }

    @Test
    void goingOnAsksForTheRestOnlyWhenSomethingWasSaid() {
        assertThat(Prompt.of(world(), ADA, List.of(human("hi"), said("ada", "hel")), true))
                .last()
                .satisfies(last -> assertThat(last.text()).startsWith("Your last answer was cut off"));
        assertThat(Prompt.of(world(), ADA, List.of(human("hi")), true))
                .last()
                .isEqualTo(new PromptMessage(Role.USER, "hi"));
    }

    @Test
    void aTitleIsAskedForInWordsThatProgramsRecognise() {
        var prompt = Prompt.forTitle(List.of(human("x".repeat(10_000)), said("ada", "y")));
        assertThat(prompt).hasSize(1);
        assertThat(prompt.getFirst().text())
                .startsWith("Generate a short title")
                .hasSizeLessThan(2_500);
    }

    private static Agent agent(String id, String systemPrompt) {
        return new Agent(
                new AgentId(id),
                id,
                Optional.empty(),
                systemPrompt,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
    }

    private static World world() {
        return new World(
                new WorldId("w"),
                "W",
                1,
                Instant.EPOCH,
                List.of(ADA),
                Optional.empty(),
                Optional.empty(),
                Map.of("who", "$1 \\0", "place", "Bern"),
                false);
    }

    private static Message human(String text) {
        return Message.said(new MessageId("m"), Sender.HUMAN, Optional.empty(), text);
    }

    private static Message notice(String text) {
        return Message.said(new MessageId("n"), Sender.SYSTEM, Optional.empty(), text);
    }

    private static Message said(String agent, String text) {
        return message(Sender.AGENT, agent, List.of(new Part.Text(text)), MessageState.COMPLETE);
    }

    private static Message message(Sender sender, String agent, List<Part> parts, MessageState state) {
        var origin = new Message.Origin(
                new AgentId(agent), new ReplyId("r"), Optional.empty(), Optional.empty(), Usage.NONE);
        return new Message(
                new MessageId("a"), sender, Optional.empty(), Optional.of(origin), parts, state, Optional.empty());
    }
}
