package carillon.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.TurnId;
import carillon.core.routing.NaiveReading;
import carillon.core.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a chat's log from its first fact and holds each against what a chat promises, without the product's state. */
final class Promises {
    private final World world;
    private final NaiveReading reading;
    private final Map<MessageId, String> waiting = new HashMap<>();
    private final Map<MessageId, String> texts = new HashMap<>();
    private final Set<TurnId> ended = new HashSet<>();
    private final Map<ReplyId, AgentId> open = new HashMap<>();
    private final Map<CallId, ReplyId> calls = new HashMap<>();
    private final Map<AgentId, Integer> answers = new HashMap<>();
    private final Set<AgentId> due = new LinkedHashSet<>();
    private final Set<AgentId> broken = new LinkedHashSet<>();
    private Optional<TurnId> running = Optional.empty();
    private boolean answered;
    private boolean failed;
    private boolean limited;
    private int turns;
    private int handoffs;
    private int limits;

    Promises(World world) {
        this.world = world;
        reading = new NaiveReading(world);
    }

    int handoffs() {
        return handoffs;
    }

    int limits() {
        return limits;
    }

    /** @param aborted whether the chat met a fault of its own in the step that this fact belongs to */
    void take(Fact fact, boolean aborted) {
        switch (fact) {
            case Fact.MessageAdmitted(var message, var _, var text, var _) -> {
                assertThat(texts).doesNotContainKey(message);
                waiting.put(message, text);
                texts.put(message, text);
            }
            case Fact.MessageDelivered(var message, var _, var _) -> {
                assertThat(waiting.remove(message)).isNotNull();
                answers.clear();
            }
            case Fact.MessageWithdrawn(var message) ->
                assertThat(waiting.remove(message)).isNotNull();
            case Fact.MessageFailed(var message, var _) ->
                assertThat(waiting.remove(message)).isNotNull();
            case Fact.TurnStarted started -> start(started);
            case Fact.ReplyStarted(var turn, var reply, var agent) -> {
                assertThat(running).hasValue(turn);
                assertThat(open).doesNotContainValue(agent);
                assertThat(due.remove(agent)).isTrue();
                open.put(reply, agent);
            }
            case Fact.ModelCallStarted started -> {
                assertThat(open).containsEntry(started.reply(), started.agent());
                assertThat(calls).doesNotContainValue(started.reply());
                calls.put(started.call(), started.reply());
            }
            case Fact.ModelCallEnded call ->
                assertThat(calls.remove(call.call())).isEqualTo(call.reply());
            case Fact.MessagePosted(var message) -> post(message);
            case Fact.ReplyEnded reply -> end(reply);
            case Fact.ReplyLimited(var turn, var agent) -> {
                assertThat(running).hasValue(turn);
                assertThat(due.remove(agent)).isTrue();
                assertThat(answers).containsEntry(agent, world.replyLimit());
                limited = true;
                limits++;
            }
            case Fact.TurnEnded turn -> end(turn, aborted);
            case Fact.ChatDeleted() -> {
                assertThat(running).isEmpty();
                assertThat(waiting).isEmpty();
            }
            case Fact.ChatCreated _,
                    Fact.TitleChanged _,
                    Fact.QueuePaused _,
                    Fact.QueueResumed _,
                    Fact.NoticePosted _,
                    Fact.ChatRestored _ -> {}
        }
    }

    private void start(Fact.TurnStarted started) {
        assertThat(running).isEmpty();
        running = Optional.of(started.turn());
        turns++;
        if (started.continues().isPresent()) {
            assertThat(ended).contains(started.continues().get());
            due.addAll(broken);
        } else {
            due.clear();
            due.addAll(reading.answeringPerson(texts.getOrDefault(started.message(), "")));
        }
        broken.clear();
        answered = false;
        failed = false;
        limited = false;
    }

    private void post(Message message) {
        AgentId author = message.origin().orElseThrow().agent();
        boolean complete = message.state() == MessageState.COMPLETE;
        var expected = complete ? reading.answeringAgent(author, message.text()) : java.util.List.of();
        assertThat(message.to().orElseThrow()).isEqualTo(expected);
        due.addAll(message.to().get());
        handoffs += expected.size();
    }

    private void end(Fact.ReplyEnded reply) {
        assertThat(calls).doesNotContainValue(reply.reply());
        assertThat(open.remove(reply.reply())).isEqualTo(reply.agent());
        boolean well = reply.outcome() == ReplyOutcome.ANSWERED;
        if (!well) broken.add(reply.agent());
        answered |= well;
        failed |= reply.outcome() == ReplyOutcome.FAILED;
        if (well) assertThat(answers.merge(reply.agent(), 1, Integer::sum)).isLessThanOrEqualTo(world.replyLimit());
    }

    private void end(Fact.TurnEnded turn, boolean aborted) {
        assertThat(running).hasValue(turn.turn());
        assertThat(ended.add(turn.turn())).isTrue();
        assertThat(open).isEmpty();
        assertThat(calls).isEmpty();
        boolean cut = aborted || turn.outcome() == TurnOutcome.STOPPED || turn.outcome() == TurnOutcome.INTERRUPTED;
        if (!cut) {
            assertThat(due).isEmpty();
            TurnOutcome expected =
                    failed && !answered ? TurnOutcome.FAILED : limited ? TurnOutcome.LIMITED : TurnOutcome.ANSWERED;
            assertThat(turn.outcome()).isEqualTo(expected);
        }
        broken.addAll(due);
        due.clear();
        running = Optional.empty();
    }

    /** What the product believes must be what the log says. */
    void hold(ChatState state) {
        assertThat(state.turn().map(OpenTurn::turn)).isEqualTo(running);
        assertThat(state.queue())
                .extracting(QueuedMessage::message)
                .containsExactlyInAnyOrderElementsOf(waiting.keySet());
        assertThat(state.turn().stream()
                        .flatMap(turn -> turn.replies().stream())
                        .map(OpenReply::agent))
                .containsExactlyInAnyOrderElementsOf(open.values());
        if (running.isPresent()) {
            assertThat(open).as("a turn that runs has work").isNotEmpty();
            assertThat(open.values()).as("only the busy keep others waiting").containsAll(due);
        }
        if (state.life() == Life.TRASHED) assertThat(turns).isEqualTo(ended.size());
    }
}
