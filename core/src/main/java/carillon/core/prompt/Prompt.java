package carillon.core.prompt;

import carillon.core.chat.Message;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
     * The prompt for one agent's next message.
     *
     * @param transcript this chat's messages, oldest first, up to the one to be answered
     * @param continuing whether the agent goes on with an answer that was cut off
     */
    public static List<PromptMessage> of(World world, Agent agent, List<Message> transcript, boolean continuing) {
        var prompt = new ArrayList<PromptMessage>();
        String system = filledIn(agent.systemPrompt(), world.variables());
        if (!system.isBlank()) prompt.add(new PromptMessage(Role.SYSTEM, system));
        for (Message message : transcript) {
            String text = message.text();
            if (text.isBlank()) continue;
            switch (message.sender()) {
                case HUMAN, WORLD -> prompt.add(new PromptMessage(Role.USER, text));
                case AGENT -> prompt.add(saidByAgent(agent, message, text));
                case SYSTEM -> {}
            }
        }
        boolean cutOff = !prompt.isEmpty() && prompt.getLast().role() == Role.ASSISTANT;
        if (continuing && cutOff) prompt.add(new PromptMessage(Role.USER, GO_ON));
        return List.copyOf(prompt);
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

    private static PromptMessage saidByAgent(Agent reader, Message message, String text) {
        var author = message.origin().orElseThrow().agent();
        return author.equals(reader.id())
                ? new PromptMessage(Role.ASSISTANT, text)
                : new PromptMessage(Role.USER, "@" + author + ":\n" + text);
    }

    static String filledIn(String template, Map<String, String> variables) {
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
    }
}
