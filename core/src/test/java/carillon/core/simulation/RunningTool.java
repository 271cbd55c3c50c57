package carillon.core.simulation;

import carillon.core.chat.ChatCommand;
import carillon.core.chat.Effect;
import carillon.core.id.ImageId;
import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A tool that runs. */
final class RunningTool implements Running {
    private final SimulatedChat chat;
    private final Effect.RunTool run;
    private final ToolReturn comes;
    private final boolean hangs;
    private int steps;
    private boolean reported;

    RunningTool(SimulatedChat chat, Effect.RunTool run, RandomGenerator random) {
        this.chat = chat;
        this.run = run;
        steps = random.nextInt(3);
        hangs = random.nextInt(6) == 0;
        Optional<String> diff = random.nextInt(3) == 0 ? Optional.of("+changed #" + chat.word()) : Optional.empty();
        ToolOutcome outcome = random.nextInt(5) == 0 ? ToolOutcome.FAILED : ToolOutcome.RETURNED;
        List<ToolImage> images = diff.isPresent() ? List.of(image(run)) : List.of();
        comes = new ToolReturn(outcome, "brought #" + chat.word(), diff, images, Optional.empty());
    }

    /** No other call brings it. */
    private static ToolImage image(Effect.RunTool run) {
        return new ToolImage(new ImageId(run.call().value()), ImageType.PNG, 100, 2, 2);
    }

    Effect.RunTool run() {
        return run;
    }

    @Override
    public SimulatedChat chat() {
        return chat;
    }

    @Override
    public boolean reported() {
        return reported;
    }

    @Override
    public boolean hangs() {
        return hangs && steps == 0;
    }

    @Override
    public ChatCommand.ToolEnded result() {
        return new ChatCommand.ToolEnded(run.turn(), run.reply(), run.call(), comes);
    }

    @Override
    public void goOn(RandomGenerator random) {
        if (steps-- > 0) return;
        steps = 0;
        reported = true;
        chat.tell(result());
    }
}
