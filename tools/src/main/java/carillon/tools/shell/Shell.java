package carillon.tools.shell;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Arguments;
import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.Binding;
import carillon.tools.call.Fields;
import carillon.tools.call.PlainText;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import carillon.tools.files.RefusedPathException;
import carillon.tools.files.Workspace;
import carillon.tools.process.CleanEnvironment;
import carillon.tools.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Runs commands in the workspace. */
final class Shell implements Tool {
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final String NAME = "shell";
    private static final int MOST_ARGUMENTS = 1_000;
    private static final int LONGEST_SUMMARY = 200;
    private static final Fields FIELDS = new Fields()
            .optionalTexts("argv", "the program and its arguments, run as they are without a shell", MOST_ARGUMENTS)
            .optionalText("command", "a text for /bin/sh, when pipes or the like are needed; a person must allow each")
            .optionalNumber(
                    "timeout_seconds",
                    "after how long it is stopped; " + USUAL.toSeconds() + " if it is not given",
                    1,
                    LONGEST.toSeconds());
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            NAME,
            "Runs a command in the workspace: give either argv or command. Nothing of it runs on afterwards."
                    + " Long output is cut in the middle.",
            FIELDS.schema());

    private final Path dataFolder;
    private final Map<String, String> environment;

    Shell(Path dataFolder, Map<String, String> environment) {
        this.dataFolder = dataFolder;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Set<ToolKind> kinds() {
        return Set.of(ToolKind.HARMLESS_COMMAND, ToolKind.RISKY_COMMAND, ToolKind.DESTRUCTIVE_COMMAND);
    }

    @Override
    public Plan plan(ToolPlace place, String arguments) {
        try {
            return plan(Workspace.at(place.workspace(), dataFolder), FIELDS.read(arguments));
        } catch (BadArgumentsException | RefusedPathException e) {
            return new Plan.Refused(String.valueOf(e.getMessage()));
        } catch (IOException _) {
            return new Plan.Refused("The workspace cannot be used.");
        }
    }

    private Plan plan(Workspace workspace, Arguments arguments) {
        Optional<List<String>> argv = arguments.texts("argv");
        Optional<String> text = arguments.optionalText("command");
        if (argv.isPresent() == text.isPresent()) {
            throw new BadArgumentsException("Give either argv or command, and not both.");
        }
        List<String> asked = argv.orElseGet(() -> List.of("/bin/sh", "-c", text.orElseThrow()));
        if (asked.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)
                || asked.getFirst().isBlank()) {
            throw new BadArgumentsException("A command has a program, and no NUL character in it.");
        }
        Risk risk = text.map(CommandRisk::ofText).orElseGet(() -> CommandRisk.ofArguments(asked, workspace));
        Map<String, String> clean = CleanEnvironment.of(environment, workspace.folder());
        Optional<Path> found = Programs.find(asked.getFirst(), clean.getOrDefault("PATH", ""));
        if (found.isEmpty() && !asked.getFirst().contains("/")) {
            throw new BadArgumentsException(
                    "There is no program " + PlainText.quoted(asked.getFirst()) + " on this computer.");
        }
        if (risk == Risk.HARMLESS
                && !found.filter(program -> Programs.isOutside(program, workspace.folder()))
                        .isPresent()) {
            risk = Risk.RISKY;
        }
        var program = new ArrayList<>(asked);
        found.ifPresent(file -> program.set(0, file.toString()));
        var wholeEnvironment = new TreeMap<>(clean);
        if (risk == Risk.HARMLESS) wholeEnvironment.putAll(PlainRepository.ENVIRONMENT);
        Duration limit = Duration.ofSeconds(arguments.number("timeout_seconds", USUAL.toSeconds()));
        String shown = text.map(PlainText::visible).orElseGet(() -> ShownCommand.of(asked));
        var run = new CommandRun(program, workspace.folder(), wholeEnvironment, limit);
        String surroundings =
                Binding.of(program.getFirst(), workspace.folder().toString(), wholeEnvironment.toString());
        return new Plan.Ready(kind(risk), question(shown, asked, text, risk), surroundings, run::run);
    }

    private static Plan.Question question(String shown, List<String> asked, Optional<String> text, Risk risk) {
        String warning = risk == Risk.DESTRUCTIVE ? "This destroys data or stops the computer: " : "";
        String scope = Binding.of(NAME, text.isPresent() ? "text" : "argv", Binding.of(asked.toArray(String[]::new)));
        return new Plan.Question(
                warning + "Run " + PlainText.line(shown, LONGEST_SUMMARY),
                shown,
                NAME + " " + scope,
                "exactly this command in this chat");
    }

    private static ToolKind kind(Risk risk) {
        return switch (risk) {
            case HARMLESS -> ToolKind.HARMLESS_COMMAND;
            case RISKY -> ToolKind.RISKY_COMMAND;
            case DESTRUCTIVE -> ToolKind.DESTRUCTIVE_COMMAND;
        };
    }
}
