package carillon.core.prompt;

import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a history that a model could not be shown is made shorter: the oldest of it is summed up, as much at a time as fits
 * half of what the model can be shown, and the newest quarter stays as it is.
 */
public final class Compaction {
    /** How a request for a summary begins. */
    public static final String REQUEST = "Sum up the earlier part of this conversation";

    private static final String RULES = REQUEST + """
             so that you can go on with it without having seen it. Keep what was asked and decided, facts, names, \
            numbers, code and open questions; leave out courtesies. Write only the summary, in the language of the \
            conversation.

            """;
    private static final String LEFT_OUT = "\n[…]\n";

    private final View view;
    private final TokenCounter counter;
    private final long limit;

    /**
     * @param transcript this chat's messages up to the moment of asking
     * @param limit      how much the model can be shown, in tokens
     */
    public Compaction(Agent agent, List<Line> transcript, TokenCounter counter, long limit) {
        view = View.of(agent.id(), transcript);
        this.counter = counter;
        this.limit = limit;
    }

    /** How much a prompt is, in tokens. */
    public static long count(List<PromptMessage> prompt, TokenCounter counter) {
        return prompt.stream().mapToLong(counter::count).sum();
    }

    /** Whether a prompt cannot be too long, which is known without counting: no token is less than a byte. */
    public static boolean surelyFits(List<PromptMessage> prompt, long limit) {
        long most = 0;
        for (PromptMessage message : prompt) {
            most += TokenCounter.most(message.whole().length())
                    + TokenCounter.AROUND_MESSAGE * (1L + 2L * message.calls().size());
        }
        return most <= limit;
    }

    /** How far what the agent met is to be summed up next; empty when only the newest is left, which stays. */
    public OptionalLong next() {
        List<Met> messages = view.messages();
        int kept = kept(messages);
        long size = view.summary().map(Prompt::shown).map(counter::count).orElse(0);
        OptionalLong upTo = OptionalLong.empty();
        for (Met each : messages.subList(0, messages.size() - kept)) {
            size += counter.count(each.shown());
            if (upTo.isPresent() && size > limit / 2) break;
            upTo = OptionalLong.of(each.at());
        }
        return upTo;
    }

    /** How many of the newest messages stay: at least one. */
    private int kept(List<Met> messages) {
        int kept = 0;
        long size = 0;
        for (Met each : messages.reversed()) {
            size += counter.count(each.shown());
            if (kept > 0 && size > limit / 4) break;
            kept++;
        }
        return kept;
    }

    /** The prompt that asks for a summary of what the agent met up to that seq. */
    public List<PromptMessage> prompt(World world, Agent agent, long upTo) {
        var text = new StringBuilder(RULES);
        view.summary()
                .ifPresent(summary -> text.append(Prompt.shown(summary).text()).append("\n\n"));
        for (Met each : view.messages()) {
            if (each.at() > upTo) break;
            boolean own = each.shown().role() == Role.ASSISTANT;
            text.append(own ? "You:\n" : "")
                    .append(shortened(each.shown().whole()))
                    .append("\n\n");
        }
        var prompt = new ArrayList<>(Prompt.before(world, agent, ""));
        prompt.add(new PromptMessage(Role.USER, text.toString().strip()));
        return List.copyOf(prompt);
    }

    /** A text that alone would be too long, without its middle. */
    private String shortened(String text) {
        int tokens = counter.count(text);
        long most = Math.max(1, limit / 2);
        if (tokens <= most) return text;
        int half = Math.toIntExact(text.length() * most / tokens / 2);
        return text.substring(0, fair(text, half)) + LEFT_OUT + text.substring(fair(text, text.length() - half));
    }

    /** Not inside a surrogate pair. */
    private static int fair(String text, int index) {
        boolean inside = index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index));
        return inside ? index - 1 : index;
    }
}
