package carillon.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.Part;
import carillon.core.chat.Sender;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.ReplyId;
import carillon.core.id.WorldId;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.routing.Worlds;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptTest {
    private static final Agent ADA = agent("ada", "Help {{who}} in {{ place }}{{unknown}}.");

    @Test
    void variablesAreFilledInAndUnknownOnesAreNothing() {
        assertThat(Prompt.of(world(), ADA, List.of(), false))
                .containsExactly(new PromptMessage(Role.SYSTEM, "Help $1 \\0 in Bern."));
    }

    @Test
    void anAgentIsShownWhatItSaidAndWhatWasSaidToIt() {
        var transcript = lines(
                human("hi all"),
                human("ada only", "ada"),
                human("bob only", "bob"),
                human("about ada", new String[0]),
                said("ada", "hello", "bob"),
                said("bob", "to ada", "ada"),
                said("bob", "to a person"),
                notice("gone"),
                human("go on"));

        assertThat(Prompt.of(world(), ADA, transcript, false).stream().skip(1))
                .containsExactly(
                        new PromptMessage(Role.USER, "hi all"),
                        new PromptMessage(Role.USER, "ada only"),
                        new PromptMessage(Role.ASSISTANT, "hello"),
                        new PromptMessage(Role.USER, "@bob:\nto ada"),
                        new PromptMessage(Role.USER, "go on"));
    }

    @Test
    void whatCameWhileAnAgentWasWritingComesAfterWhatItWrote() {
        var transcript = List.of(
                new Line(2, human("start")),
                new Line(9, said("bob", "while you write", "ada")),
                new Line(11, askedAt(5, said("ada", "first"))),
                new Line(15, askedAt(13, said("ada", "second"))));

        assertThat(Prompt.of(world(), ADA, transcript, false).stream().skip(1).map(PromptMessage::text))
                .containsExactly("start", "first", "@bob:\nwhile you write", "second");
    }

    @Test
    void anAgentIsToldOfTheOthersAndHowToCallThem() {
        World pair = Worlds.of(ADA, agent("bob", ""));

        assertThat(Prompt.of(world(), ADA, List.of(), false).getFirst().text()).doesNotContain("@");
        assertThat(Prompt.of(pair, ADA, List.of(), false).getFirst().text())
                .startsWith("Help  in .\n\nYou are @ada (ada).")
                .contains("these other agents: @bob (bob).", "begin a line with its @id", "<world>DONE</world>");
        assertThat(Prompt.of(pair, pair.agents().getLast(), List.of(), false)
                        .getFirst()
                        .text())
                .startsWith("You are @bob (bob).");
    }

    @Test
    void thoughtsAndEmptyMessagesAreNotShown() {
        var thought = message(
                "ada", ids(), List.of(new Part.Reasoning("secret"), new Part.Text("said")), MessageState.STOPPED);
        var empty = message("ada", ids(), List.of(), MessageState.FAILED);

        assertThat(Prompt.of(world(), ADA, lines(human("hi"), empty, thought), false).stream()
                        .skip(1))
                .containsExactly(new PromptMessage(Role.USER, "hi"), new PromptMessage(Role.ASSISTANT, "said"));
    }

    @Test
    void goingOnAsksForTheRestOnlyWhenSomethingWasSaid() {
        assertThat(Prompt.of(world(), ADA, lines(human("hi"), said("ada", "hel")), true))
                .last()
                .satisfies(last -> assertThat(last.text()).startsWith("Your last answer was cut off"));
        assertThat(Prompt.of(world(), ADA, lines(human("hi")), true))
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
                OptionalInt.empty(),
                Optional.empty(),
                true);
    }

    private static World world() {
        return World.named(new WorldId("w"), "W", Instant.EPOCH)
                .withAgents(List.of(ADA), Optional.empty())
                .withVariables(Map.of("who", "$1 \\0", "place", "Bern"));
    }

    private static List<Line> lines(Message... messages) {
        var lines = new ArrayList<Line>();
        for (Message message : messages) lines.add(new Line(lines.size() + 1, message));
        return lines;
    }

    private static Message human(String text) {
        return Message.said(new MessageId("m"), Sender.HUMAN, Optional.empty(), Optional.empty(), text);
    }

    private static Message human(String text, String... to) {
        return Message.said(new MessageId("m"), Sender.HUMAN, Optional.empty(), ids(to), text);
    }

    private static Message notice(String text) {
        return Message.said(new MessageId("n"), Sender.SYSTEM, Optional.empty(), Optional.empty(), text);
    }

    private static Message said(String agent, String text, String... to) {
        return message(agent, ids(to), List.of(new Part.Text(text)), MessageState.COMPLETE);
    }

    private static Optional<List<AgentId>> ids(String... agents) {
        return Optional.of(Stream.of(agents).map(AgentId::new).toList());
    }

    private static Message askedAt(long seq, Message message) {
        Message.Origin origin = message.origin().orElseThrow();
        var asked = new Message.Origin(
                origin.agent(),
                origin.reply(),
                OptionalLong.of(seq),
                origin.provider(),
                origin.model(),
                origin.usage());
        return new Message(
                message.id(),
                message.sender(),
                message.turn(),
                Optional.of(asked),
                message.to(),
                message.parts(),
                message.state(),
                message.reason());
    }

    private static Message message(String agent, Optional<List<AgentId>> to, List<Part> parts, MessageState state) {
        var origin = new Message.Origin(
                new AgentId(agent),
                new ReplyId("r"),
                OptionalLong.empty(),
                Optional.of(new ProviderId("demo")),
                Optional.empty(),
                Usage.NONE);
        return new Message(
                new MessageId("a"),
                Sender.AGENT,
                Optional.empty(),
                Optional.of(origin),
                to,
                parts,
                state,
                Optional.empty());
    }
}
