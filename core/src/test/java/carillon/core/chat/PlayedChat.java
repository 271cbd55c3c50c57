package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.QuestionId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.core.simulation.LogReading;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.tool.ToolUse;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chat whose models are played by hand: the real rules decide, everything is kept to look at, and each fact is held
 * against what a chat promises.
 */
final class PlayedChat implements LogReading.Surroundings {
    private final List<World> versions = new ArrayList<>();
    private final List<Fact> log = new ArrayList<>();
    private final Map<CallId, Said> said = new HashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final LogReading reading = new LogReading(this);
    private ChatState state = ChatState.EMPTY;
    private Usage elsewhere = Usage.NONE;
    private Usage spent = Usage.NONE;
    private int ids;
    private int sent;

    PlayedChat(World world) {
        this(world, Optional.empty(), Optional.empty());
    }

    PlayedChat(World world, Optional<String> title, Optional<Branch> branch) {
        versions.add(world);
        command(new ChatCommand.Create(new WorldId("w"), title, branch));
    }

    /** What turns that start from now on run with. */
    void edit(World changed) {
        versions.add(changed.asVersion(versions.size() + 1L));
    }

    @Override
    public boolean isOwnId(String id) {
        return true;
    }

    @Override
    public boolean isOwnText(String text) {
        return true;
    }

    @Override
    public World newest() {
        return versions.getLast();
    }

    @Override
    public World settings(long version) {
        return versions.get((int) version - 1);
    }

    @Override
    public Said said(CallId call) {
        return said.getOrDefault(call, Said.NOTHING);
    }

    @Override
    public Usage spent() {
        return spent;
    }

    /** Other chats of its world have used so much. */
    void spendElsewhere(Usage usage) {
        elsewhere = elsewhere.plus(usage);
    }

    ChatState state() {
        return state;
    }

    Answer send(String text) {
        return send(text, SendMode.QUEUE);
    }

    Answer send(String text, SendMode mode) {
        return command(newSend(text, mode));
    }

    private ChatCommand.Send newSend(String text, SendMode mode) {
        return new ChatCommand.Send(new MessageId("m" + ++sent), Sender.HUMAN, text, mode, Optional.empty());
    }

    Answer rewind(String text) {
        return command(new ChatCommand.Rewind(reading.placed(text)));
    }

    Answer resend(String text, String instead) {
        return command(new ChatCommand.Resend(reading.placed(text), newSend(instead, SendMode.QUEUE)));
    }

    Answer undo() {
        return command(new ChatCommand.Undo());
    }

    Answer stop(QueueAfterStop queue) {
        return command(new ChatCommand.Stop(Optional.empty(), queue));
    }

    Answer goOn() {
        return command(new ChatCommand.Continue());
    }

    /** How the queued message of this text is to go in from now on. */
    Answer change(String text, SendMode mode) {
        return command(new ChatCommand.EditQueued(queuedId(text), Optional.empty(), Optional.of(mode)));
    }

    Answer reword(String text, String instead) {
        return command(new ChatCommand.EditQueued(queuedId(text), Optional.of(instead), Optional.empty()));
    }

    private MessageId queuedId(String text) {
        return state.queue().stream()
                .map(QueuedMessage::message)
                .filter(message -> reading.textOf(message).equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing queued says: " + text));
    }

    /** The texts that wait, in their order. */
    List<String> waiting() {
        return state.queue().stream()
                .map(QueuedMessage::message)
                .map(reading::textOf)
                .toList();
    }

    /** The texts that stand in the history, in their order. */
    List<String> history() {
        return reading.texts();
    }

    /** Whom a message of the history was for, and in which turn, counted from 1. */
    String delivery(String text) {
        MessageId message = reading.placed(text).message();
        List<Fact.TurnStarted> turns = all(Fact.TurnStarted.class);
        Fact.MessageDelivered delivered = all(Fact.MessageDelivered.class).stream()
                .filter(each -> each.message().equals(message))
                .findFirst()
                .orElseThrow();
        int turn = turns.stream().map(Fact.TurnStarted::turn).toList().indexOf(delivered.turn()) + 1;
        return "turn " + turn + " for " + delivered.to().map(List::toString).orElse("everyone");
    }

    PlayedChat answer(String agent, String text) {
        return callEnded(agent, text, new CallResult.Answered(Usage.counted(1, 2, 0), Optional.empty()));
    }

    /** The agent's model says something and asks for tools. */
    PlayedChat use(String agent, String text, ToolUse... uses) {
        var answered = new CallResult.Answered(Usage.counted(1, 2, 0), Optional.empty());
        return callEnded(agent, text, answered, List.of(uses));
    }

    /** A tool that was started says what came of it. */
    Answer returned(String call, String text) {
        return ended(call, ToolReturn.without(ToolOutcome.RETURNED, text));
    }

    Answer ended(String call, ToolReturn result) {
        Fact.ToolStarted started = all(Fact.ToolStarted.class).stream()
                .filter(each -> each.call().value().equals(call))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing started " + call));
        return command(new ChatCommand.ToolEnded(started.turn(), started.reply(), started.call(), result));
    }

    Answer decide(String call, ApprovalDecision decision) {
        return command(
                new ChatCommand.AnswerApproval(new ToolCallId(call), decision, Optional.empty(), Optional.empty()));
    }

    Answer deny(String call, String reason) {
        return command(new ChatCommand.AnswerApproval(
                new ToolCallId(call), ApprovalDecision.DENY, Optional.of(reason), Optional.empty()));
    }

    Answer allowWith(String call, ChangedArguments changed) {
        return command(new ChatCommand.AnswerApproval(
                new ToolCallId(call), ApprovalDecision.ALLOW, Optional.empty(), Optional.of(changed)));
    }

    /** The agent's model has streamed so much by now. */
    void hear(String agent, String text) {
        OpenReply reply = state.turn().orElseThrow().replies().stream()
                .filter(open -> open.agent().value().equals(agent))
                .findFirst()
                .orElseThrow();
        said.put(reply.call().orElseThrow().call(), new Said(text, ""));
    }

    /** The model cannot be shown all of it; what the agent met up to that seq could be summed up, 0 for nothing. */
    PlayedChat tooLong(String agent, long compact) {
        OptionalLong upTo = compact == 0 ? OptionalLong.empty() : OptionalLong.of(compact);
        return callEnded(agent, "", new CallResult.TooLong(upTo, "It is too long.", Usage.NONE));
    }

    Answer choose(String choice) {
        return tell(new QuestionAnswer(List.of(choice), Optional.empty()));
    }

    /** A person answers what is asked first. */
    Answer tell(QuestionAnswer answer) {
        QuestionId question =
                state.turn().orElseThrow().questions().getFirst().question().id();
        return command(new ChatCommand.AnswerQuestion(question, answer));
    }

    PlayedChat fail(String agent, String reason) {
        return callEnded(agent, "", new CallResult.Failed(reason, Usage.NONE));
    }

    private PlayedChat callEnded(String agent, String text, CallResult result) {
        return callEnded(agent, text, result, List.of());
    }

    private PlayedChat callEnded(String agent, String text, CallResult result, List<ToolUse> tools) {
        OpenTurn turn = state.turn().orElseThrow();
        OpenReply reply = turn.replies().stream()
                .filter(open -> open.agent().value().equals(agent))
                .findFirst()
                .orElseThrow(() -> new AssertionError(agent + " is not replying"));
        CallId call = reply.call().orElseThrow().call();
        said.put(call, new Said(text, ""));
        command(new ChatCommand.CallEnded(turn.turn(), reply.reply(), call, result, tools));
        return this;
    }

    Answer command(ChatCommand command) {
        spent = elsewhere.plus(state.usage());
        var context = new Context(this::newest, this::settings, this::spent, () -> "i" + ++ids, this::said);
        Decision decision = ChatRules.decide(state, command, context);
        reading.begin(command);
        for (Fact fact : decision.facts()) {
            state = state.after(fact);
            log.add(fact);
            effects.addAll(ChatRules.effectsOf(state, fact));
            reading.take(fact);
        }
        reading.hold(state);
        return decision.answer();
    }

    /** Who is replying right now, in the order they started. */
    List<String> replying() {
        return state.turn().stream()
                .flatMap(turn -> turn.replies().stream())
                .map(reply -> reply.agent().value())
                .toList();
    }

    <T extends Fact> List<T> all(Class<T> kind) {
        return log.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<TurnOutcome> outcomes() {
        return all(Fact.TurnEnded.class).stream().map(Fact.TurnEnded::outcome).toList();
    }

    List<String> notices() {
        return all(Fact.NoticePosted.class).stream()
                .map(Fact.NoticePosted::text)
                .toList();
    }

    List<String> posted() {
        return all(Fact.MessagePosted.class).stream()
                .map(posted -> posted.message().origin().orElseThrow().agent() + ": "
                        + posted.message().text())
                .toList();
    }

    /** What was started outside, in its order. */
    List<Effect.RunTool> started() {
        return effects.stream()
                .filter(Effect.RunTool.class::isInstance)
                .map(Effect.RunTool.class::cast)
                .toList();
    }

    /** The calls of tools that have a result, with how they ended. */
    List<String> results() {
        return all(Fact.ToolEnded.class).stream()
                .map(ended -> ended.call() + " " + ended.result().outcome())
                .toList();
    }

    /** How often models were asked. */
    int calls() {
        return all(Fact.ModelCallStarted.class).size();
    }

    /** What is to be done outside because of the last fact. */
    List<Effect> lastEffects() {
        return ChatRules.effectsOf(state, log.getLast());
    }
}
