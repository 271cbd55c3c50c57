package carillon.models;

import carillon.core.chat.Part;
import carillon.core.prompt.Compaction;
import carillon.core.prompt.Prompt;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.engine.spi.ToolDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A tour of the tools, one step a call: the demo model looks around, asks to write a file, reads it, runs a harmless
 * command and asks a question. Where it stands is read from the conversation, like all that the demo model knows.
 *
 * @param text  what it says
 * @param calls the tools that it asks for then
 */
record DemoTour(String text, List<Call> calls) {
    /** @param arguments JSON */
    record Call(String tool, String arguments) {}

    private static final Pattern TOUR = Pattern.compile("(?i)\\btour\\b");
    private static final String FILE = "{\"path\":\"carillon-tour.md\"}";
    private static final List<DemoTour> STEPS = List.of(
            new DemoTour(
                    "This is a scripted tour of the tools. First I look at what lies in the workspace.",
                    List.of(new Call("list_files", "{}"))),
            new DemoTour(
                    "Now I should like to write a file. Unless this world lets me, a person is asked first.",
                    List.of(
                            new Call(
                                    "write_file",
                                    "{\"path\":\"carillon-tour.md\",\"content\":\"# A tour of the bells\\n\\n- small\\n- big\\n\"}"))),
            new DemoTour(
                    "Next I read it again and run a command that changes nothing, side by side.",
                    List.of(new Call("read_file", FILE), new Call("shell", "{\"argv\":[\"ls\",\"-l\"]}"))),
            new DemoTour(
                    "Last, a question that only a person can answer.",
                    List.of(
                            new Call(
                                    "ask_user",
                                    "{\"question\":\"Which bell shall ring first?\",\"choices\":[\"The small one\",\"The big one\"],\"free\":true}"))));

    DemoTour {
        calls = List.copyOf(calls);
    }

    /** The next step of a tour that was asked for; empty when none was. */
    static Optional<DemoTour> next(List<PromptMessage> messages, List<ToolDescription> offered) {
        List<PromptMessage> since = sinceAsked(messages);
        if (since.isEmpty() || !isAskedFor(since.getFirst().text())) return Optional.empty();
        List<DemoTour> steps = possible(offered);
        if (steps.isEmpty()) {
            return Optional.of(new DemoTour(
                    "I was offered no tools here, so there is no tour. A model that takes a short prompt only is offered none.",
                    List.of()));
        }
        List<Part.ToolCall> done =
                since.stream().flatMap(message -> message.calls().stream()).toList();
        long taken =
                since.stream().filter(message -> !message.calls().isEmpty()).count();
        return Optional.of(taken < steps.size() ? steps.get((int) taken) : end(done));
    }

    /** Whether a person asks for it, and not the program for a title or a summary of what was said of one. */
    private static boolean isAskedFor(String text) {
        boolean byPerson = !text.startsWith(Prompt.TITLE_REQUEST) && !text.startsWith(Compaction.REQUEST);
        return byPerson && TOUR.matcher(text).find();
    }

    /** What a person wrote last, and what came after it. */
    private static List<PromptMessage> sinceAsked(List<PromptMessage> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != Role.USER) last--;
        return last < 0 ? List.of() : messages.subList(last, messages.size());
    }

    private static List<DemoTour> possible(List<ToolDescription> offered) {
        Set<String> names = offered.stream().map(ToolDescription::name).collect(Collectors.toSet());
        var possible = new ArrayList<DemoTour>();
        for (DemoTour step : STEPS) {
            List<Call> calls = step.calls.stream()
                    .filter(call -> names.contains(call.tool()))
                    .toList();
            if (!calls.isEmpty()) possible.add(new DemoTour(step.text, calls));
        }
        return possible;
    }

    private static DemoTour end(List<Part.ToolCall> done) {
        var text = new StringBuilder(
                "That was the tour. What came of each call:\n\n| tool | what came of it |\n|---|---|\n");
        for (Part.ToolCall call : done) {
            text.append("| `")
                    .append(call.tool())
                    .append("` | ")
                    .append(came(call))
                    .append(" |\n");
        }
        return new DemoTour(text.toString(), List.of());
    }

    private static String came(Part.ToolCall call) {
        Optional<ToolReturn> result = call.result();
        if (result.isEmpty()) return "nothing yet";
        boolean answered = call.tool().equals("ask_user") && result.get().outcome() == ToolOutcome.RETURNED;
        if (answered) return "you said “" + Plain.line(result.get().text(), 60).replace("|", "\\|") + "”";
        return switch (result.get().outcome()) {
            case RETURNED -> "done";
            case FAILED -> "it failed";
            case REFUSED -> "the rules of this world refused it";
            case DENIED -> "a person did not allow it";
            case STOPPED -> "it was stopped";
            case UNKNOWN -> "nobody knows; it was cut off";
        };
    }
}
