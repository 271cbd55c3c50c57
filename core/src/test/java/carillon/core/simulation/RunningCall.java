package carillon.core.simulation;

import carillon.core.chat.CallPhase;
import carillon.core.chat.CallResult;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Effect;
import carillon.core.chat.Usage;
import carillon.core.tool.ToolUse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** A request that a provider is at work on, and what it is going to do. */
final class RunningCall implements Running {
    private static final String[] SAID = {
        "text #%s",
        "some more text #%s in\ntwo lines",
        "",
        "@a1 you #%s",
        "@a2 you #%s",
        "@a3 you #%s\n@a1 too",
        "@zoe #%s\n@grace",
        "@human you #%s",
        "as @a4 said #%s",
        "@a2 bye #%s <world>STOP</world>",
        "<world>PASS</world>",
        "<world>TO: a1,a2,a3</world>",
        "more #%s <world>TO: a4</world>"
    };

    private final SimulatedChat chat;
    private final Effect.AskModel ask;
    private final Deque<String> pieces = new ArrayDeque<>();
    private final boolean fails;
    private final boolean hangs;
    private final boolean tooLong;
    private final OptionalLong compact;
    private final Usage usage;
    private final List<ToolUse> tools;
    private boolean reported;

    /** @param tireless whether it asks for tools again and again */
    RunningCall(SimulatedChat chat, Effect.AskModel ask, boolean tireless, RandomGenerator random) {
        this.chat = chat;
        this.ask = ask;
        fails = random.nextInt(7) == 0 && !tireless;
        hangs = random.nextInt(25) == 0 && !tireless;
        tooLong = random.nextInt(tireless ? 3 : 10) == 0;
        compact = random.nextInt(3) == 0 && !tireless ? OptionalLong.empty() : OptionalLong.of(random.nextInt(1, 100));
        boolean silent = tireless && random.nextInt(8) == 0;
        boolean asks = !silent && (tireless || random.nextInt(3) == 0);
        tools = asks ? new Wishes(chat, random).some() : List.of();
        usage = new Usage(
                random.nextInt(100), random.nextInt(100), random.nextInt(10), random.nextInt(100), random.nextInt(2));
        String text = silent ? "" : SAID[random.nextInt(SAID.length)].formatted(chat.word());
        while (!text.isEmpty()) {
            int length = random.nextInt(1, text.length() + 1);
            pieces.add(text.substring(0, length));
            text = text.substring(length);
        }
        if (fails && !pieces.isEmpty() && random.nextBoolean()) pieces.removeLast();
    }

    @Override
    public SimulatedChat chat() {
        return chat;
    }

    Effect.AskModel ask() {
        return ask;
    }

    @Override
    public boolean reported() {
        return reported;
    }

    @Override
    public boolean hangs() {
        return hangs && pieces.isEmpty();
    }

    @Override
    public ChatCommand.CallEnded result() {
        CallResult result = fails
                ? new CallResult.Failed("It is down.", usage)
                : tooLong
                        ? new CallResult.TooLong(compact, "It is too long.", usage)
                        : new CallResult.Answered(usage, Optional.empty());
        return new ChatCommand.CallEnded(ask.turn(), ask.reply(), ask.call(), result, tools);
    }

    @Override
    public void goOn(RandomGenerator random) {
        if (!pieces.isEmpty()) {
            if (random.nextInt(4) == 0) chat.phase(ask.call(), phase(random));
            else chat.hear(ask.call(), pieces.remove());
        } else {
            reported = true;
            chat.tell(result());
        }
    }

    private static CallPhase phase(RandomGenerator random) {
        return random.nextBoolean()
                ? new CallPhase.Thinking()
                : new CallPhase.Waiting(Optional.of("It is busy."), OptionalInt.of(1));
    }
}
