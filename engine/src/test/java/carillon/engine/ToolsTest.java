package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.Answer;
import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatEvent.Streamed;
import carillon.core.chat.Delta;
import carillon.core.chat.Fact;
import carillon.core.chat.OwnTools;
import carillon.core.chat.Part;
import carillon.core.chat.Question;
import carillon.core.chat.QuestionAnswer;
import carillon.core.chat.Refusal;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.prompt.PromptMessage;
import carillon.core.tool.ToolOutcome;
import carillon.core.world.Agent;
import carillon.core.world.ToolMode;
import carillon.core.world.ToolSettings;
import carillon.core.world.World;
import carillon.engine.spi.MemoryStore;
import carillon.engine.spi.Painted;
import carillon.engine.spi.Picture;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolsTest {
    private final MemoryStore store = new MemoryStore();
    private final Workplace workplace = new Workplace(store, Workplace.PATIENT);
    private final ChatId red = workplace.chat();
    private final ChatId blue = workplace.chat();

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void aPictureIsKeptBeforeItIsNamedAndForThePersonAlone() throws Exception {
        Picture seen = Painted.picture("seen");
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "look");
            workplace.model.next(red).asksFor("look", "{}").answers();
            workplace.tools.next(red).ends(new ToolResult(false, "[Image 1]", Optional.empty(), List.of(seen)));
            HandModel.Call asked = workplace.model.next(red);
            assertThat(asked.request().messages().getLast().calls())
                    .extracting(PromptMessage::resultOf)
                    .containsExactly("[Image 1]");
            asked.says("Seen.").answers();
            reader.until(seenSoFar -> seenSoFar.has(Fact.TurnEnded.class));
        }
        Fact.ToolEnded ended = workplace.facts(red).stream()
                .flatMap(fact -> fact instanceof Fact.ToolEnded each ? Stream.of(each) : Stream.empty())
                .findFirst()
                .orElseThrow();
        assertThat(ended.result().images()).containsExactly(seen.image());
        assertThat(workplace.engine.picture(red, seen.image().id())).contains(seen);
        assertThat(workplace.engine.picture(blue, seen.image().id())).isEmpty();
    }

    @Test
    void aPictureThatCannotBeKeptIsSaidToBeLost() throws Exception {
        var log = new FullLog(store.log());
        try (var full = new Workplace(store, log, Workplace.PATIENT)) {
            ChatId chat = full.chat();
            full.send(chat, "look");
            full.model.next(chat).asksFor("look", "{}").answers();
            HandTools.Run run = full.tools.next(chat);
            log.fill();
            run.ends(new ToolResult(false, "A view.", Optional.empty(), List.of(Painted.picture("lost"))));
            assertThat(log.awaitRefusedPicture()).isTrue();
            log.free();

            HandModel.Call asked = full.model.next(chat);
            assertThat(asked.request().messages().getLast().calls())
                    .extracting(PromptMessage::resultOf)
                    .singleElement()
                    .asString()
                    .startsWith("A view.")
                    .contains("the person does not see them");
            assertThat(asked.request()
                            .messages()
                            .getLast()
                            .calls()
                            .getFirst()
                            .result()
                            .orElseThrow()
                            .images())
                    .isEmpty();
        }
    }

    @Test
    void whatAModelAsksForRunsAndItsResultIsShownToIt() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            workplace.tools.teach(new SkillLine("bells", "How bells are rung here"));
            workplace.send(red, "look around");
            HandModel.Call first = workplace.model.next(red);
            assertThat(first.request().tools())
                    .containsExactly(new ToolDescription("look", "Looks at something.", "{}"));
            assertThat(first.request().messages().getFirst().text()).contains("- bells: How bells are rung here");
            first.says("I look. ")
                    .asksFor("look", "{\"at\":1}")
                    .asksFor("look", "{\"at\":2}")
                    .answers();

            HandTools.Run one = workplace.tools.next(red);
            HandTools.Run two = workplace.tools.next(red);
            HandTools.Run later = one.request().arguments().contains("2") ? one : two;
            HandTools.Run earlier = later == one ? two : one;
            later.ends(ToolResult.of("two"));
            reader.until(seen -> seen.has(Fact.ToolEnded.class));
            assertThat(workplace.model.wasAsked(red)).isFalse();
            earlier.ends(ToolResult.failure("no such thing"));

            HandModel.Call second = workplace.model.next(red);
            PromptMessage last = second.request().messages().getLast();
            assertThat(last.text()).isEqualTo("I look. ");
            assertThat(last.calls())
                    .extracting(PromptMessage::resultOf)
                    .containsExactly("Failed: no such thing", "two");
            second.says("I saw it.").answers();
            reader.untilTurnEnded();
        }
        assertThat(workplace.engine.transcript(red, Long.MAX_VALUE, 10))
                .flatExtracting(stored -> stored.message().parts())
                .filteredOn(Part.ToolCall.class::isInstance)
                .extracting(
                        part -> ((Part.ToolCall) part).result().orElseThrow().outcome())
                .containsExactly(ToolOutcome.FAILED, ToolOutcome.RETURNED);
    }

    @Test
    void whatIsStartedStandsInTheLogBeforeItRuns() throws Exception {
        workplace.send(red, "look");
        workplace.model.next(red).asksFor("look", "{}").answers();
        HandTools.Run run = workplace.tools.next(red);

        assertThat(workplace.facts(red))
                .filteredOn(Fact.ToolStarted.class::isInstance)
                .singleElement()
                .satisfies(
                        fact -> assertThat(((Fact.ToolStarted) fact).binding()).isEqualTo(run.binding()));
        assertThat(run.place().chat()).isEqualTo(red);
        assertThat(run.place().workspace()).isEqualTo(Path.of("/workspaces/w"));
        assertThat(run.place().mode()).isEqualTo(ToolMode.ASK);
        run.ends(ToolResult.of("ok"));
    }

    @Test
    void toolsWorkWhereTheirWorldSays() throws Exception {
        workplace
                .engine
                .worlds()
                .edit(
                        Workplace.WORLD,
                        world -> world.withTools(
                                new ToolSettings(ToolMode.AUTO, Optional.of("/home/ada/project"), "{}")));
        workplace.send(red, "look");
        workplace.model.next(red).asksFor("look", "{}").answers();
        HandTools.Run run = workplace.tools.next(red);
        assertThat(run.place().workspace()).isEqualTo(Path.of("/home/ada/project"));
        assertThat(run.place().mode()).isEqualTo(ToolMode.AUTO);
        assertThat(run.place().mcpServers()).isEqualTo("{}");
        run.ends(ToolResult.of("ok"));
    }

    @Test
    void aChatIsNarrowedAndWorksInAFolderOfItsOwn() throws Exception {
        workplace.engine.ask(
                red, new ChatCommand.ChangeTools(new OwnTools(Optional.of(ToolMode.READ), Optional.of("/copies/red"))));
        workplace.engine.ask(
                blue, new ChatCommand.ChangeTools(new OwnTools(Optional.of(ToolMode.AUTO), Optional.empty())));
        for (ChatId chat : List.of(red, blue)) {
            workplace.send(chat, "look");
            workplace.model.next(chat).asksFor("look", "{}").answers();
        }
        HandTools.Run inRed = workplace.tools.next(red);
        HandTools.Run inBlue = workplace.tools.next(blue);
        assertThat(inRed.place().workspace()).isEqualTo(Path.of("/copies/red"));
        assertThat(inRed.place().mode()).isEqualTo(ToolMode.READ);
        assertThat(inBlue.place().workspace()).isEqualTo(Path.of("/workspaces/w"));
        assertThat(inBlue.place().mode()).isEqualTo(ToolMode.ASK);
        assertThat(workplace.engine.ask(red, new ChatCommand.ChangeTools(OwnTools.NONE)))
                .isEqualTo(new Answer.Refused(Refusal.CHAT_BUSY));
        inRed.ends(ToolResult.of("ok"));
        inBlue.ends(ToolResult.of("ok"));
    }

    @Test
    void whatAToolPutsOutIsSeenLiveInItsChatAlone() throws Exception {
        try (Reader inRed = workplace.reads(red);
                Reader inBlue = workplace.reads(blue)) {
            workplace.send(red, "look");
            workplace.send(blue, "look");
            workplace.model.next(red).asksFor("look", "{}").answers();
            workplace.model.next(blue).asksFor("look", "{}").answers();
            HandTools.Run runRed = workplace.tools.next(red).putsOut("red one ").putsOut("red two");
            HandTools.Run runBlue = workplace.tools.next(blue).putsOut("blue");

            inRed.until(seen -> output(seen).equals("red one red two") && seen.is(StatusKind.TOOL));
            inBlue.until(seen -> output(seen).equals("blue"));
            assertThat(workplace.engine.look(red).tools())
                    .extracting(ChatView.Running::output)
                    .containsExactly("red one red two");
            try (Reader late = workplace.reads(red)) {
                late.until(seen -> output(seen).equals("red one red two"));
            }
            runRed.ends(ToolResult.of("done"));
            runBlue.ends(ToolResult.of("done"));
            workplace.model.next(red).says("red").answers();
            workplace.model.next(blue).says("blue").answers();
            assertThat(output(inRed.untilTurnEnded())).isEqualTo("red one red two");
        }
    }

    @Test
    void moreOutputThanCanBeShownIsCut() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "look");
            workplace.model.next(red).asksFor("look", "{}").answers();
            HandTools.Run run = workplace.tools.next(red);
            String line = "0123456789".repeat(10_000);
            IntStream.range(0, 15).forEach(_ -> run.putsOut(line));
            run.ends(ToolResult.of("done"));
            workplace.model.next(red).says("so").answers();

            String shown = output(reader.untilTurnEnded());
            assertThat(shown).hasSizeBetween(1_000_000, 1_000_100).endsWith("[The rest of the output is not shown.]\n");
        }
    }

    @Test
    void whatNeedsApprovalRunsWhenAPersonAllowsItAndNotBefore() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "change");
            workplace.model.next(red).asksFor("change", "{\"to\":1}").answers();
            reader.until(seen -> seen.is(StatusKind.APPROVAL));
            assertThat(workplace.tools.runsNothing(red)).isTrue();

            assertThat(allow(red)).isEqualTo(new Answer.Done());
            HandTools.Run run = workplace.tools.next(red);
            assertThat(run.binding()).isEqualTo("change({\"to\":1})");
            run.ends(ToolResult.of("changed"));
            workplace.model.next(red).says("well").answers();
            reader.untilTurnEnded();
        }
    }

    @Test
    void anApprovalIsAnsweredOnceAndInItsChat() throws Exception {
        workplace.send(red, "change");
        workplace.model.next(red).asksFor("change", "{}").answers();
        ToolCallId call = approval(red).call();

        assertThat(decide(blue, call, ApprovalDecision.ALLOW, Optional.empty()))
                .isEqualTo(new Answer.Refused(Refusal.APPROVAL_NOT_OPEN));
        assertThat(decide(red, call, ApprovalDecision.DENY, Optional.empty())).isEqualTo(new Answer.Done());
        assertThat(decide(red, call, ApprovalDecision.ALLOW, Optional.empty()))
                .isEqualTo(new Answer.Refused(Refusal.APPROVAL_NOT_OPEN));
        assertThat(workplace.model.next(red).request().messages().getLast().calls())
                .extracting(PromptMessage::resultOf)
                .containsExactly("Denied: A person did not allow this.");
        assertThat(workplace.tools.runsNothing(red)).isTrue();
    }

    @Test
    void argumentsThatAPersonChangedAreJudgedAndRunWith() throws Exception {
        workplace.send(red, "change");
        workplace.model.next(red).asksFor("change", "{}").answers();
        ToolCallId call = approval(red).call();

        assertThatThrownBy(() -> decide(red, call, ApprovalDecision.ALLOW, Optional.of("forbidden")))
                .isInstanceOf(ArgumentsRefusedException.class)
                .hasMessage("That is forbidden.");
        assertThat(decide(red, call, ApprovalDecision.ALLOW, Optional.of("mine")))
                .isEqualTo(new Answer.Done());
        HandTools.Run run = workplace.tools.next(red);
        assertThat(run.request().arguments()).isEqualTo("mine");
        assertThat(run.binding()).isEqualTo("change(mine)");
        run.ends(ToolResult.of("changed"));
        assertThat(workplace.model.next(red).request().messages().getLast().calls())
                .extracting(PromptMessage::resultOf)
                .containsExactly("A person changed the arguments to mine\nchanged");
    }

    @Test
    void whatAToolAsksAPersonIsItsResult() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "ask");
            workplace.model.next(red).asksFor("ask", "Shall I?").answers();
            reader.until(seen -> seen.is(StatusKind.QUESTION));
            Question question = workplace
                    .engine
                    .look(red)
                    .state()
                    .turn()
                    .orElseThrow()
                    .questions()
                    .getFirst()
                    .question();
            assertThat(question.text()).isEqualTo("Shall I?");
            workplace.engine.ask(
                    red,
                    new ChatCommand.AnswerQuestion(
                            question.id(), new QuestionAnswer(List.of("yes"), Optional.of("but slowly"))));
            assertThat(workplace.model.next(red).request().messages().getLast().calls())
                    .extracting(PromptMessage::resultOf)
                    .containsExactly("yes\nbut slowly");
        }
    }

    @Test
    void stoppingEndsTheToolsOfItsChatAndNoOther() throws Exception {
        workplace.send(red, "look");
        workplace.send(blue, "look");
        workplace.model.next(red).asksFor("look", "{}").answers();
        workplace.model.next(blue).asksFor("look", "{}").answers();
        HandTools.Run runRed = workplace.tools.next(red);
        HandTools.Run runBlue = workplace.tools.next(blue);

        workplace.stop(red);
        assertThat(runRed.awaitInterrupt()).isTrue();
        runRed.isGone();
        assertThat(results(red)).containsExactly(ToolOutcome.STOPPED);
        runBlue.ends(ToolResult.of("seen"));
        assertThat(workplace.model.next(blue).request().messages().getLast().calls())
                .extracting(PromptMessage::resultOf)
                .containsExactly("seen");
    }

    @Test
    void aFaultInAToolIsItsResult() throws Exception {
        workplace.send(red, "look");
        workplace.model.next(red).asksFor("look", "{}").answers();
        workplace.tools.next(red).breaks(new IllegalStateException("oops"));
        assertThat(workplace.model.next(red).request().messages().getLast().calls())
                .extracting(PromptMessage::resultOf)
                .containsExactly("Failed: Something unexpected went wrong in the tool; the log has the details.");
    }

    @Test
    void anOrderlyEndWaitsUntilNothingRuns() throws Exception {
        workplace.send(red, "look");
        workplace.model.next(red).asksFor("look", "{}").answers();
        HandTools.Run run = workplace.tools.next(red);
        Thread closing = Thread.ofVirtual().start(workplace::close);
        assertThat(run.awaitInterrupt()).isTrue();
        assertThat(closing.isAlive()).isTrue();
        run.isGone();
        closing.join();
        assertThat(results(red)).containsExactly(ToolOutcome.UNKNOWN);
    }

    @Test
    void whatRanInAProcessThatIsGoneIsUnknownAndNotRunAgain() throws Exception {
        workplace.send(red, "both");
        workplace.model.next(red).asksFor("look", "{}").asksFor("change", "{}").answers();
        var _ = workplace.tools.next(red);
        workplace.send(blue, "look");
        workplace.model.next(blue).asksFor("look", "{}").answers();
        var _ = workplace.tools.next(blue);

        try (var after = new Workplace(store.reopen(), Workplace.PATIENT)) {
            after.engine.recover();
            try (Reader inRed = after.reads(red);
                    Reader inBlue = after.reads(blue)) {
                inRed.until(seen -> seen.is(StatusKind.APPROVAL) && seen.has(Fact.ToolEnded.class));
                inBlue.untilTurnEnded();
                Approval waits = after.engine
                        .look(red)
                        .state()
                        .turn()
                        .orElseThrow()
                        .approvals()
                        .findFirst()
                        .orElseThrow();
                after.engine.decide(red, waits.call(), ApprovalDecision.ALLOW, Optional.empty(), Optional.empty());
                HandTools.Run run = after.tools.next(red);
                assertThat(run.request().tool()).isEqualTo("change");
                run.ends(ToolResult.of("changed"));
                assertThat(after.model
                                .next(red)
                                .request()
                                .messages()
                                .getLast()
                                .calls()
                                .getFirst()
                                .result()
                                .orElseThrow()
                                .outcome())
                        .isEqualTo(ToolOutcome.UNKNOWN);
            }
            assertThat(after.tools.runsNothing(blue)).isTrue();
            assertThat(after.facts(blue).getLast())
                    .isInstanceOfSatisfying(
                            Fact.TurnEnded.class,
                            ended -> assertThat(ended.outcome()).isEqualTo(TurnOutcome.INTERRUPTED));
        }
    }

    @Test
    void aDeletedChatIsForgottenByTheTools() {
        workplace.engine.ask(red, new ChatCommand.Delete());
        assertThat(workplace.tools.hasForgotten(red)).isTrue();
        assertThat(workplace.tools.hasForgotten(blue)).isFalse();
    }

    @Test
    void anAgentThatAnAgentMadeIsLikeItsMakerFromTheNextTurnOn() throws Exception {
        var bob = new AgentId("bob");
        workplace.engine.worlds().add(Workplace.WORLD, Workplace.AGENT, bob, "Bob", "You build.");

        World world = workplace.engine.worlds().find(Workplace.WORLD).orElseThrow();
        Agent maker = world.agent(Workplace.AGENT).orElseThrow();
        Agent made = world.agent(bob).orElseThrow();
        assertThat(made.model()).isEqualTo(maker.model());
        assertThat(made.systemPrompt()).isEqualTo("You build.");
        workplace.send(red, "@bob hi");
        assertThat(workplace.model.next(red).request().messages().getFirst().text())
                .startsWith("You build.");
        assertThatThrownBy(() -> workplace.engine.worlds().add(Workplace.WORLD, Workplace.AGENT, bob, "Bob", ""))
                .hasMessageContaining("There is an agent @bob already");
        assertThatThrownBy(() ->
                        workplace.engine.worlds().add(Workplace.WORLD, new AgentId("x"), new AgentId("y"), "Y", ""))
                .hasMessageContaining("@x is no agent");
    }

    private static String output(Reader.Seen seen) {
        var text = new StringBuilder();
        for (var event : seen.events) {
            if (event instanceof Streamed(var _, var _, Delta.ToolOutput delta)) text.append(delta.text());
        }
        return text.toString();
    }

    private List<ToolOutcome> results(ChatId chat) {
        return workplace.facts(chat).stream()
                .filter(Fact.ToolEnded.class::isInstance)
                .map(fact -> ((Fact.ToolEnded) fact).result().outcome())
                .toList();
    }

    private Approval approval(ChatId chat) throws Exception {
        try (Reader reader = workplace.reads(chat)) {
            reader.until(seen -> seen.is(StatusKind.APPROVAL));
        }
        return workplace
                .engine
                .look(chat)
                .state()
                .turn()
                .orElseThrow()
                .approvals()
                .findFirst()
                .orElseThrow();
    }

    private Answer allow(ChatId chat) throws Exception {
        return decide(chat, approval(chat).call(), ApprovalDecision.ALLOW, Optional.empty());
    }

    private Answer decide(ChatId chat, ToolCallId call, ApprovalDecision decision, Optional<String> arguments)
            throws InterruptedException {
        return workplace.engine.decide(chat, call, decision, Optional.empty(), arguments);
    }
}
