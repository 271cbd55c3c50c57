package carillon.engine;

import carillon.core.chat.CallResult;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.prompt.Compaction;
import carillon.core.prompt.Line;
import carillon.core.prompt.Prompt;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.TokenCounter;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.World;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolDescription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What one model call shows, and what can be done when that is more than the model takes. For one thread. */
final class CallPrompt {
    private static final int USUAL_ANSWER = 4_096;
    private static final int MOST_SUMMARY = 2_000;
    private static final int LEAST_SUMMARY = 100;

    private final World world;
    private final Agent agent;
    private final ModelChoice model;
    private final List<Line> transcript;
    private final TokenCounter counter;
    private final OptionalLong limit;
    private List<PromptMessage> messages = List.of();
    private List<ToolDescription> tools = List.of();
    private List<SkillLine> skills = List.of();
    private OptionalInt longest;

    CallPrompt(ModelGateway models, World world, Agent agent, ModelChoice model, List<Line> transcript) {
        this.world = world;
        this.agent = agent;
        this.model = model;
        this.transcript = transcript;
        longest = agent.maxTokens();
        counter = models.tokenCounter(model);
        OptionalInt context = agent.contextTokens().isPresent() ? agent.contextTokens() : models.contextTokens(model);
        limit = context.isPresent() ? OptionalLong.of(limit(context.getAsInt())) : OptionalLong.empty();
    }

    /** What is left of a context when there is to be room for an answer, and for counting a little wrong. */
    private long limit(long context) {
        long answer = Math.min(agent.maxTokens().orElse(USUAL_ANSWER), context / 4);
        return context - answer - context / 50;
    }

    /** What the agent may use; tools that would take more than a quarter of what can be shown are not offered. */
    void offer(List<ToolDescription> offered, List<SkillLine> loadable) {
        if (limit.isPresent() && !fits(offered, limit.getAsLong() / 4)) return;
        tools = offered;
        skills = offered.isEmpty() ? List.of() : loadable;
    }

    private boolean fits(List<ToolDescription> described, long most) {
        long characters = described.stream()
                .mapToLong(tool -> tool.name().length()
                        + tool.description().length()
                        + tool.inputSchema().length())
                .sum();
        long surely = TokenCounter.most(characters) + TokenCounter.AROUND_MESSAGE * (long) described.size();
        return surely <= most || count(described) <= most;
    }

    private long count(List<ToolDescription> described) {
        return described.stream()
                .mapToLong(tool -> counter.count(tool.name())
                        + counter.count(tool.description())
                        + counter.count(tool.inputSchema())
                        + TokenCounter.AROUND_MESSAGE)
                .sum();
    }

    /** Asks for the agent's next message, unless that is known to be too long. */
    Optional<CallResult.TooLong> toAnswer(boolean continuing) {
        messages = Prompt.of(world, agent, skillLines(), transcript, continuing);
        if (limit.isEmpty() || Compaction.surelyFits(messages, limit.getAsLong() / 2)) return Optional.empty();
        long tokens = Compaction.count(messages, counter) + count(tools);
        return tokens > limit.getAsLong()
                ? Optional.of(tooLong(limit.getAsLong(), shown(tokens, limit.getAsLong())))
                : Optional.empty();
    }

    private String shown(long tokens, long most) {
        return String.format(
                Locale.ROOT,
                "What @%s is to be shown is %,d tokens long, and its model takes %,d of them.",
                agent.id(),
                tokens,
                most);
    }

    private String skillLines() {
        return skills.stream()
                .map(skill -> "- " + skill.id() + ": " + skill.description())
                .collect(Collectors.joining("\n"));
    }

    /** Asks for a summary of what the agent met up to that seq. */
    void toSumUp(long upTo) {
        long most = limit.orElseGet(this::lessThanShown);
        longest = OptionalInt.of(Math.clamp(most / 8, LEAST_SUMMARY, MOST_SUMMARY));
        messages = new Compaction(agent, transcript, counter, most).prompt(world, agent, upTo);
    }

    /** What a provider may take that refuses all there is to show. */
    private long lessThanShown() {
        return Compaction.count(Prompt.of(world, agent, skillLines(), transcript, false), counter) * 3 / 4;
    }

    ModelRequest request(ChatId chat) {
        return new ModelRequest(chat, model, messages, agent.temperature(), longest, agent.reasoningEffort(), tools);
    }

    /** What follows when the provider says that it is too long. */
    CallResult.TooLong after(CallResult.TooLong refused) {
        return tooLong(Math.min(limit.orElse(Long.MAX_VALUE), lessThanShown()), refused.reason());
    }

    private CallResult.TooLong tooLong(long most, String reason) {
        OptionalLong next = new Compaction(agent, transcript, counter, most).next();
        String advice = next.isPresent()
                ? ""
                : " Nothing before it is left to be summed up. Shorten the message or the system prompt, or choose a model"
                        + " that takes more.";
        return new CallResult.TooLong(next, reason + advice, Usage.NONE);
    }
}
