package carillon.core.prompt;

import carillon.core.chat.Message;
import carillon.core.id.AgentId;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final int TITLE_EXCERPT_CHARS = 2_000;

    private Prompt() {}

    /**
     * The prompt for one agent's next message: its own messages and those it was addressed by, each where the agent
     * met it. What came while it was writing comes after what it wrote.
     *
     * @param transcript this chat's messages up to the moment of asking
     * @param continuing whether the agent goes on with an answer that was cut off
     */
    public static List<PromptMessage> of(World world, Agent agent, List<Line> transcript, boolean continuing) {
        var prompt = new ArrayList<PromptMessage>();
        String system = Stream.of(filledIn(agent.systemPrompt(), world.variables()), MentionRule.of(world, agent))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
        if (!system.isEmpty()) prompt.add(new PromptMessage(Role.SYSTEM, system));
        transcript.stream()
                .filter(line -> isShown(line.message(), agent.id()))
                .sorted(Comparator.comparingLong(line -> met(line, agent.id())))
                .map(line -> shown(line.message(), agent.id()))
                .forEach(prompt::add);
        boolean cutOff = !prompt.isEmpty() && prompt.getLast().role() == Role.ASSISTANT;
        if (continuing && cutOff) prompt.add(new PromptMessage(Role.USER, GO_ON));
        return List.copyOf(prompt);
    }

    private static boolean isShown(Message message, AgentId reader) {
        boolean takesPart = switch (message.sender()) {
            case HUMAN, WORLD -> message.isFor(reader);
            case AGENT -> isOf(message, reader) || message.isFor(reader);
            case SYSTEM -> false;
        };
        return takesPart && !message.text().isBlank();
    }

    /** The seq at which the agent had the message before it. */
    private static long met(Line line, AgentId reader) {
        return isOf(line.message(), reader)
                ? line.message().origin().orElseThrow().asked().orElse(line.seq())
                : line.seq();
    }

    private static PromptMessage shown(Message message, AgentId reader) {
        if (isOf(message, reader)) return new PromptMessage(Role.ASSISTANT, message.text());
        String heading =
                message.origin().map(origin -> "@" + origin.agent() + ":\n").orElse("");
        return new PromptMessage(Role.USER, heading + message.text());
    }

    private static boolean isOf(Message message, AgentId agent) {
        return message.origin().filter(origin -> origin.agent().equals(agent)).isPresent();
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
