package carillon.engine;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.chat.Fact;
import carillon.core.chat.Part;
import carillon.core.chat.StatusKind;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.prompt.Compaction;
import carillon.core.prompt.PromptMessage;
import carillon.core.world.Agent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A history that is too long for the model; three characters are a token here. */
@Timeout(60)
class SummaryTest {
    private static final String LONG = "x".repeat(600);

    private final Workplace workplace = new Workplace();
    private final HandModel model = workplace.model;
    private final ChatId red = workplace.chat();

    @AfterEach
    void close() {
        workplace.close();
    }

    @Test
    void whatIsKnownToBeTooLongIsSummedUpByAModelCallOfTheChat() throws Exception {
        contextOf(OptionalInt.of(800));
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "first " + LONG);
            model.next(red).says("answer " + LONG).answers();
            reader.untilTurnEnded();
            workplace.send(red, "second " + LONG);

            HandModel.Call summing = model.next(red);
            assertThat(last(summing))
                    .startsWith(Compaction.REQUEST)
                    .contains("first x")
                    .doesNotContain("second x");
            summing.says("They said a lot of x.").answers();
            HandModel.Call answering = model.next(red);
            assertThat(shown(answering))
                    .containsExactly(
                            "A summary of the conversation so far:\nThey said a lot of x.",
                            "answer " + LONG,
                            "second " + LONG);
            answering.says("well").answers();
            reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
        }
        assertThat(workplace.engine.transcript(red, Long.MAX_VALUE, 10))
                .filteredOn(stored -> !stored.message().parts().isEmpty()
                        && stored.message().text().isEmpty())
                .singleElement()
                .satisfies(stored -> assertThat(stored.message().parts().getFirst())
                        .isInstanceOfSatisfying(
                                Part.Summary.class,
                                summary -> assertThat(summary.text()).isEqualTo("They said a lot of x.")));
    }

    @Test
    void whatTheProviderSaysIsTooLongIsSummedUpToo() throws Exception {
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "first " + LONG);
            model.next(red).says("answer " + LONG).answers();
            reader.untilTurnEnded();
            workplace.send(red, "second");
            model.next(red).ends(new CallResult.TooLong(OptionalLong.empty(), "Too long.", Usage.NONE));

            HandModel.Call summing = model.next(red);
            assertThat(last(summing)).startsWith(Compaction.REQUEST);
            summing.says("In short.").answers();
            model.next(red).says("well").answers();
            reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
        }
    }

    @Test
    void rewindingToBeforeASummaryShowsAllAgain() throws Exception {
        contextOf(OptionalInt.of(800));
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "first " + LONG);
            model.next(red).says("answer " + LONG).answers();
            reader.untilTurnEnded();
            workplace.send(red, "second " + LONG);
            model.next(red).says("In short.").answers();
            model.next(red).says("well").answers();
            reader.until(seen -> seen.count(Fact.TurnEnded.class) == 2);
            contextOf(OptionalInt.of(80_000));

            var second = workplace.engine.transcript(red, Long.MAX_VALUE, 10).stream()
                    .filter(stored -> stored.message().text().startsWith("second"))
                    .findFirst()
                    .orElseThrow();
            workplace.engine.change(red, new HistoryChange.Edit(second.message().id(), Optional.empty(), "another"));

            assertThat(shown(model.next(red))).containsExactly("first " + LONG, "answer " + LONG, "another");
        }
    }

    @Test
    void aMessageThatAloneIsTooLongFailsWithAdvice() throws Exception {
        contextOf(OptionalInt.of(500));
        try (Reader reader = workplace.reads(red)) {
            workplace.send(red, "y".repeat(3_000));
            reader.until(seen -> seen.is(StatusKind.FAILED));
        }
        assertThat(workplace.engine.look(red).summary().status().reason().orElseThrow())
                .startsWith("What @a1 is to be shown is ")
                .endsWith("or choose a model that takes more.");
        assertThat(model.wasAsked(red)).isFalse();
    }

    private void contextOf(OptionalInt tokens) {
        workplace.engine.worlds().edit(Workplace.WORLD, world -> {
            Agent agent = world.agents().getFirst();
            var changed = new Agent(
                    agent.id(),
                    agent.name(),
                    agent.model(),
                    agent.systemPrompt(),
                    agent.temperature(),
                    agent.maxTokens(),
                    tokens,
                    agent.reasoningEffort(),
                    agent.autoReply());
            return world.withAgents(List.of(changed), Optional.empty());
        });
    }

    private static String last(HandModel.Call call) {
        return call.request().messages().getLast().text();
    }

    private static List<String> shown(HandModel.Call call) {
        return call.request().messages().stream()
                .filter(message -> message.role() != PromptMessage.Role.SYSTEM)
                .map(PromptMessage::text)
                .toList();
    }
}
