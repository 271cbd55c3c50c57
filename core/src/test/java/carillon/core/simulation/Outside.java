package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.Effect;
import carillon.core.chat.Fact;
import carillon.core.chat.Usage;
import carillon.core.id.CallId;
import carillon.core.id.ReplyId;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The providers and the tools: what runs there for which chat, and what they may yet say. */
final class Outside {
    private static final int MOST_LATE = 100;
    private static final int ONE_TIRELESS_IN = 8;

    /** Something for a chat that was said before, or was to be said when its call was ended. */
    private record Late(SimulatedChat chat, ChatCommand command) {}

    private record Title(SimulatedChat chat, CallId call, long first) {}

    private final RandomGenerator random;
    private final List<Running> running = new ArrayList<>();
    private final Set<Object> begun = new HashSet<>();
    private final Set<ReplyId> calm = new HashSet<>();
    private Optional<ReplyId> tireless = Optional.empty();
    private final List<Title> titles = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();

    Outside(RandomGenerator random) {
        this.random = random;
    }

    RunningCall start(SimulatedChat chat, Effect.AskModel ask) {
        kept(begun.add(ask.call()), "A call is started once", ask);
        var call = new RunningCall(chat, ask, isTireless(ask.reply()), random);
        running.add(call);
        return call;
    }

    /** One reply of a run asks for more than it may. */
    private boolean isTireless(ReplyId reply) {
        boolean begins = calm.add(reply);
        if (begins && tireless.isEmpty() && random.nextInt(ONE_TIRELESS_IN) == 0) tireless = Optional.of(reply);
        return tireless.equals(Optional.of(reply));
    }

    RunningTool start(SimulatedChat chat, Effect.RunTool run) {
        kept(begun.add(run.call()), "A tool is started once, whatever happens", run);
        var tool = new RunningTool(chat, run, random);
        running.add(tool);
        return tool;
    }

    void end(Running over) {
        running.remove(over);
        late(over.chat(), over.result());
    }

    void startTitle(SimulatedChat chat, CallId call, long first) {
        titles.add(new Title(chat, call, first));
    }

    /** The process is gone, and with it whatever ran for it. */
    void endAll() {
        List.copyOf(running).forEach(this::end);
        titles.clear();
    }

    private void late(SimulatedChat chat, ChatCommand command) {
        if (late.size() == MOST_LATE) late.remove(random.nextInt(MOST_LATE));
        late.add(new Late(chat, command));
    }

    int size() {
        return running.size();
    }

    boolean isQuiet() {
        return running.isEmpty() && titles.isEmpty();
    }

    /** One of the calls and tools goes on a little. */
    void goOn(boolean toTheEnd) {
        if (running.isEmpty()) return;
        Running one = running.get(random.nextInt(running.size()));
        if (one.reported() || (one.hangs() && !toTheEnd)) return;
        one.goOn(random);
        if (one.reported() && !toTheEnd && random.nextInt(8) == 0) one.chat().tell(one.result());
    }

    void makeTitle() {
        if (titles.isEmpty()) return;
        Title title = titles.remove(random.nextInt(titles.size()));
        var made = new ChatCommand.TitleMade(
                title.call(),
                title.first(),
                random.nextInt(4) == 0 ? "" : "Made " + title.chat().word(),
                random.nextInt(4) == 0 ? Usage.NONE : new Usage(random.nextInt(1, 100), 5, 0, random.nextInt(100), 0));
        title.chat().endTitle(title.call());
        title.chat().tell(made);
        late(title.chat(), made);
    }

    /** Something says what came of a call that never began. */
    void claim(SimulatedChat chat) {
        List<ToolReading> open = chat.reading().tools().open();
        if (open.isEmpty()) return;
        ToolReading call = open.get(random.nextInt(open.size()));
        if (call.runs()) return;
        Fact.ToolRequested asked = call.requested();
        ToolReturn result = ToolReturn.without(ToolOutcome.RETURNED, "claimed #" + chat.word());
        chat.tell(new ChatCommand.ToolEnded(asked.turn(), asked.reply(), asked.call(), result));
    }

    /** Something comes late, or once more, or to a chat that it was not meant for. */
    void comeLate(List<SimulatedChat> chats) {
        if (late.isEmpty()) return;
        int last = late.size() - 1;
        Late result = late.get(random.nextBoolean() ? last : random.nextInt(late.size()));
        boolean title = result.command() instanceof ChatCommand.TitleMade;
        boolean astray = !title && random.nextInt(4) == 0;
        (astray ? chats.get(random.nextInt(chats.size())) : result.chat()).tell(result.command());
    }
}
