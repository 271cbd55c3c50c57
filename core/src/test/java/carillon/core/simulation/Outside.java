package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.Effect;
import carillon.core.chat.Usage;
import carillon.core.id.CallId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The providers: what runs there for which chat, and what they may yet say. */
final class Outside {
    private static final int MOST_LATE = 100;

    /** Something for a chat that was said before, or was to be said when its call was ended. */
    private record Late(SimulatedChat chat, ChatCommand command) {}

    private record Title(SimulatedChat chat, CallId call, long first) {}

    private final RandomGenerator random;
    private final Map<CallId, RunningCall> running = new LinkedHashMap<>();
    private final List<RunningCall> list = new ArrayList<>();
    private final List<Title> titles = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();

    Outside(RandomGenerator random) {
        this.random = random;
    }

    RunningCall start(SimulatedChat chat, Effect.AskModel ask) {
        var call = new RunningCall(chat, ask, random);
        kept(running.put(ask.call(), call) == null, "A call is started once", ask);
        list.add(call);
        return call;
    }

    void end(RunningCall call) {
        running.remove(call.ask().call());
        list.remove(call);
        late(call.chat(), call.result());
    }

    void startTitle(SimulatedChat chat, CallId call, long first) {
        titles.add(new Title(chat, call, first));
    }

    /** The process is gone, and with it whatever ran for it. */
    void endAll() {
        for (RunningCall call : List.copyOf(list)) end(call);
        titles.clear();
    }

    private void late(SimulatedChat chat, ChatCommand command) {
        if (late.size() == MOST_LATE) late.remove(random.nextInt(MOST_LATE));
        late.add(new Late(chat, command));
    }

    int size() {
        return list.size();
    }

    boolean isQuiet() {
        return list.isEmpty() && titles.isEmpty();
    }

    /** One of the calls goes on a little. */
    void goOn(boolean toTheEnd) {
        if (list.isEmpty()) return;
        RunningCall call = list.get(random.nextInt(list.size()));
        if (call.reported() || (call.hangs() && !toTheEnd)) return;
        call.goOn(random);
        if (call.reported() && !toTheEnd && random.nextInt(8) == 0) call.chat().tell(call.result());
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
