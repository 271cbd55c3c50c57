package carillon.core.prompt;

import carillon.core.chat.Message;
import carillon.core.chat.Part;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a model is shown, made from one chat's own messages. */
public final class Prompt {
    /** How a request for a title begins. */
    public static final String TITLE_REQUEST = "Generate a short title";

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]+)\\s*}}");
    private static final String GO_ON =
            "Your last answer was cut off. Go on exactly where it ended, without repeating any of it.";
    private static final String SUMMARY_HEADING = "A summary of the conversation so far:\n";
    private static final String SKILLS_HEADING =
            "Skills tell how something is done here. When one fits the task, load it with load_skill first:\n";
    private static final int TITLE_EXCERPT_CHARS = 2_000;

    private Prompt() {}

    /** The prompt of an agent that has no skills to load. */
    public static List<PromptMessage> of(World world, Agent agent, List<Line> transcript, boolean continuing) {
        return of(world, agent, "", transcript, continuing);
    }

    /**
     * The prompt for one agent's next message: its system prompt and what it met in the chat.
     *
     * @param transcript this chat's messages up to the moment of asking
     * @param skills     those that the agent can load, a line each; blank for none
     * @param continuing whether the agent goes on with an answer that was cut off
     */
    public static List<PromptMessage> of(
            World world, Agent agent, String skills, List<Line> transcript, boolean continuing) {
        View view = View.of(agent.id(), transcript);
        var prompt = new ArrayList<>(before(world, agent, skills));
        view.summary().map(Prompt::shown).ifPresent(prompt::add);
        view.messages().stream().map(Met::shown).forEach(prompt::add);
        boolean cutOff = !prompt.isEmpty()
                && prompt.getLast().role() == Role.ASSISTANT
                && prompt.getLast().calls().isEmpty();
        if (continuing && cutOff) prompt.add(new PromptMessage(Role.USER, GO_ON));
        return List.copyOf(prompt);
    }

    /** What an agent is shown before the chat. */
    static List<PromptMessage> before(World world, Agent agent, String skills) {
        String listed = skills.isBlank() ? "" : SKILLS_HEADING + skills;
        String system = Stream.of(
                        filledIn(agent.systemPrompt(), world.variables()), MentionRule.of(world, agent), listed)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
        return system.isEmpty() ? List.of() : List.of(new PromptMessage(Role.SYSTEM, system));
    }

    static PromptMessage shown(Part.Summary summary) {
        return new PromptMessage(Role.USER, SUMMARY_HEADING + summary.text());
    }

    /** Asks for a title of the exchange that these messages are. */
    public static List<PromptMessage> forTitle(List<Message> exchange) {
        var text = new StringBuilder(TITLE_REQUEST)
                .append(", at most six words, in the language of the conversation, without quotes, for this:\n");
        for (Message message : exchange) {
            String said = message.text();
            text.append('\n').append(said, 0, Math.min(said.length(), TITLE_EXCERPT_CHARS));
        }
        return List.of(new PromptMessage(Role.USER, text.toString()));
    }

    static String filledIn(String template, Map<String, String> variables) {
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
    }
}
