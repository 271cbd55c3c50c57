package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.core.simulation.LogReading;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chat whose models are played by hand: the real rules decide, everything is kept to look at, and each fact is held
 * against what a chat promises.
 */
final class PlayedChat implements LogReading.Surroundings {
    private final List<World> versions = new ArrayList<>();
    private final List<Fact> log = new ArrayList<>();
    private final Map<CallId, Said> said = new HashMap<>();
    private final LogReading reading = new LogReading(this);
    private ChatState state = ChatState.EMPTY;
    private int ids;
    private int sent;

    PlayedChat(World world) {
        versions.add(world);
        command(new ChatCommand.Create(new WorldId("w"), Optional.empty()));
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

    ChatState state() {
        return state;
    }

    Answer send(String text) {
        return command(new ChatCommand.Send(
                new MessageId("m" + ++sent), Sender.HUMAN, text, SendMode.QUEUE, Optional.empty()));
    }

    PlayedChat answer(String agent, String text) {
        return callEnded(agent, text, new CallResult.Answered(new Usage(1, 2, 0), Optional.empty()));
    }

    PlayedChat fail(String agent, String reason) {
        return callEnded(agent, "", new CallResult.Failed(reason, Usage.NONE));
    }

    private PlayedChat callEnded(String agent, String text, CallResult result) {
        OpenTurn turn = state.turn().orElseThrow();
        OpenReply reply = turn.replies().stream()
                .filter(open -> open.agent().value().equals(agent))
                .findFirst()
                .orElseThrow(() -> new AssertionError(agent + " is not replying"));
        CallId call = reply.call().orElseThrow().call();
        said.put(call, new Said(text, ""));
        command(new ChatCommand.CallEnded(turn.turn(), reply.reply(), call, result));
        return this;
    }

    Answer command(ChatCommand command) {
        var context = new Context(this::newest, this::settings, () -> "i" + ++ids, this::said);
        Decision decision = ChatRules.decide(state, command, context);
        reading.begin(command);
        for (Fact fact : decision.facts()) {
            state = state.after(fact);
            log.add(fact);
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

    /** What is to be done outside because of the last fact. */
    List<Effect> lastEffects() {
        return ChatRules.effectsOf(state, log.getLast());
    }
}
