package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.ChangedArguments;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.Fact;
import carillon.core.chat.Message;
import carillon.core.chat.Question;
import carillon.core.chat.QuestionAnswer;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.AgentId;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.tool.ToolVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** One call of a tool in a {@link LogReading}: what it needs before it may run, and what came of it. */
final class ToolReading {
    private final Fact.ToolRequested requested;
    private final ToolVerdict verdict;
    private Optional<Approval> approval = Optional.empty();
    private Optional<Fact.ApprovalAnswered> decided = Optional.empty();
    private Optional<Fact.QuestionAsked> question = Optional.empty();
    private Optional<QuestionAnswer> told = Optional.empty();
    private Optional<Fact.ToolStarted> started = Optional.empty();
    private Optional<Message> sent = Optional.empty();
    private boolean ended;

    ToolReading(Fact.ToolRequested requested, ToolVerdict verdict) {
        this.requested = requested;
        this.verdict = verdict;
    }

    Fact.ToolRequested requested() {
        return requested;
    }

    Optional<Fact.ToolStarted> started() {
        return started;
    }

    boolean runs() {
        return started.isPresent() && !ended;
    }

    /** What a person is to decide about. */
    Optional<Approval> undecided() {
        return decided.isEmpty() && !ended ? approval : Optional.empty();
    }

    /** What a person may let go on with it for the whole chat. */
    Optional<String> scope() {
        return approval.map(Approval::scope);
    }

    /** Whether it waits for its agent to say something that it has not said. */
    boolean isToSay() {
        return verdict instanceof ToolVerdict.Says && sent.isEmpty() && !ended;
    }

    void needsApproval(Fact.ApprovalRequested fact, Set<String> allowed) {
        kept(approval.isEmpty() && started.isEmpty() && !ended, "A person is asked once, before it runs", fact);
        boolean needed = verdict instanceof ToolVerdict.NeedsApproval asks && !allowed.contains(asks.scope());
        kept(needed, "A person is asked for what needs it", fact, verdict, allowed);
        var asks = (ToolVerdict.NeedsApproval) verdict;
        var whole = new Approval(
                requested.call(),
                requested.agent(),
                requested.tool(),
                requested.arguments(),
                asks.binding(),
                asks.summary(),
                asks.detail(),
                asks.scope(),
                asks.scopeText());
        kept(fact.approval().equals(whole), "A person is asked about exactly what would run", fact, whole);
        approval = Optional.of(whole);
    }

    /** @param command what led to it */
    void decide(Fact.ApprovalAnswered fact, ChatCommand command, boolean cut) {
        kept(undecided().isPresent(), "An approval is settled once", fact, decided);
        ApprovalDecision decision = ApprovalDecision.CANCELLED;
        Optional<String> reason = Optional.empty();
        Optional<ChangedArguments> changed = Optional.empty();
        if (command instanceof ChatCommand.AnswerApproval answer) {
            boolean own = answer.call().equals(requested.call());
            kept(
                    own || answer.decision() == ApprovalDecision.ALLOW_CHAT,
                    "Only what is meant is decided",
                    fact,
                    answer);
            decision = answer.decision();
            if (decision == ApprovalDecision.DENY) reason = answer.reason();
            if (own) changed = answer.changed();
        } else {
            kept(cut, "Only a person decides while the turn goes on", fact, command);
        }
        var expected = new Fact.ApprovalAnswered(
                requested.turn(), requested.reply(), requested.call(), decision, reason, changed);
        kept(fact.equals(expected), "What is decided is what a person said", fact, expected);
        decided = Optional.of(fact);
    }

    void ask(Fact.QuestionAsked fact) {
        boolean first = question.isEmpty() && started.isEmpty() && !ended;
        kept(first && verdict instanceof ToolVerdict.Asks, "An agent asks what its tool asks, once", fact, verdict);
        var asks = (ToolVerdict.Asks) verdict;
        var whole = new Question(fact.question().id(), asks.text(), asks.choices(), asks.multiple(), asks.free());
        kept(fact.question().equals(whole), "A person is asked what the agent asks", fact, verdict);
        question = Optional.of(fact);
    }

    void tell(QuestionAnswer answer) {
        told = Optional.of(answer);
    }

    void say(Message message) {
        kept(isToSay(), "An agent says once what its tool says", message);
        var says = (ToolVerdict.Says) verdict;
        boolean same =
                message.to().equals(Optional.of(says.to())) && message.text().equals(says.text());
        kept(same, "An agent says what its tool says, to whom it says", message, says);
        sent = Optional.of(message);
    }

    void start(Fact.ToolStarted fact, Set<String> allowed) {
        kept(started.isEmpty() && !ended, "A tool is started once at most, and not after its end", fact, started);
        Optional<ChangedArguments> with = mayRun(allowed);
        kept(with.isPresent(), "A tool that may not run is not started", fact, verdict, decided);
        var expected = new Fact.ToolStarted(
                requested.turn(),
                requested.reply(),
                requested.agent(),
                requested.call(),
                requested.tool(),
                with.orElseThrow().arguments(),
                with.orElseThrow().binding());
        kept(fact.equals(expected), "A tool runs exactly as it was allowed", fact, expected);
        started = Optional.of(fact);
    }

    /** What it may run with; empty while it may not. */
    private Optional<ChangedArguments> mayRun(Set<String> allowed) {
        if (verdict instanceof ToolVerdict.Allowed(var binding))
            return Optional.of(new ChangedArguments(requested.arguments(), binding));
        if (!(verdict instanceof ToolVerdict.NeedsApproval asks)) return Optional.empty();
        var unchanged = new ChangedArguments(requested.arguments(), asks.binding());
        if (approval.isEmpty()) return allowed.contains(asks.scope()) ? Optional.of(unchanged) : Optional.empty();
        if (decided.isEmpty()) return Optional.empty();
        return switch (decided.get().decision()) {
            case ALLOW -> Optional.of(decided.get().changed().orElse(unchanged));
            case ALLOW_CHAT -> Optional.of(unchanged);
            case DENY, CANCELLED -> Optional.empty();
        };
    }

    /**
     * @param command what led to it
     * @param cut     how its turn is to end when the command ends it
     * @param others  whether an agent can tell these something
     */
    void end(
            Fact.ToolEnded fact,
            ChatCommand command,
            Optional<TurnOutcome> cut,
            BiPredicate<AgentId, List<AgentId>> others) {
        kept(!ended, "A call has one result", fact);
        boolean heard = verdict instanceof ToolVerdict.Says says && others.test(requested.agent(), says.to());
        kept(sent.isPresent() == heard, "Who is told something is there, and another", fact, verdict);
        kept(undecided().isEmpty(), "What nobody has decided about is cancelled before its call ends", fact);
        ToolReturn result = fact.result();
        ToolOutcome outcome = outcome(command, cut);
        boolean own = fact.turn().equals(requested.turn())
                && fact.reply().equals(requested.reply())
                && fact.message().equals(requested.message());
        kept(own && result.outcome() == outcome, "A call ends as what happened to it", fact, outcome, command);
        List<String> words = words(command);
        kept(words.stream().allMatch(result.text()::contains), "A result says what came of it", fact, words);
        kept(!result.text().isBlank() || !words.isEmpty(), "Nothing is not a result", fact);
        Optional<String> changed =
                started.map(Fact.ToolStarted::arguments).filter(arguments -> !arguments.equals(requested.arguments()));
        kept(result.ranWith().equals(changed), "A result names changed arguments", fact, changed);
        kept(result.images().equals(images(command)), "A result has the images that its tool gave", fact, command);
        ended = true;
    }

    private ToolOutcome outcome(ChatCommand command, Optional<TurnOutcome> cut) {
        if (verdict instanceof ToolVerdict.Refused) return ToolOutcome.REFUSED;
        if (verdict instanceof ToolVerdict.Says) return sent.isPresent() ? ToolOutcome.RETURNED : ToolOutcome.REFUSED;
        if (told.isPresent()) return ToolOutcome.RETURNED;
        if (denied().isPresent()) return ToolOutcome.DENIED;
        if (started.isPresent() && command instanceof ChatCommand.ToolEnded report) {
            kept(report.call().equals(requested.call()), "A result belongs to its call", report, requested);
            return report.result().outcome();
        }
        kept(cut.isPresent(), "A call has a result when there is one, or its turn ends", requested, command);
        boolean known = started.isEmpty() || cut.equals(Optional.of(TurnOutcome.STOPPED));
        return known ? ToolOutcome.STOPPED : ToolOutcome.UNKNOWN;
    }

    private Optional<Fact.ApprovalAnswered> denied() {
        return decided.filter(answer -> answer.decision() == ApprovalDecision.DENY);
    }

    private List<ToolImage> images(ChatCommand command) {
        boolean reported = command instanceof ChatCommand.ToolEnded && started.isPresent();
        return reported ? ((ChatCommand.ToolEnded) command).result().images() : List.of();
    }

    /** What the result must tell. */
    private List<String> words(ChatCommand command) {
        var words = new ArrayList<String>();
        if (verdict instanceof ToolVerdict.Refused(var reason)) words.add(reason);
        denied().flatMap(Fact.ApprovalAnswered::reason).ifPresent(words::add);
        told.ifPresent(answer -> {
            words.addAll(answer.choices());
            answer.text().ifPresent(words::add);
        });
        boolean reported = command instanceof ChatCommand.ToolEnded && started.isPresent();
        if (reported) words.add(((ChatCommand.ToolEnded) command).result().text());
        return words;
    }

    /** Between two commands a call runs, waits for a person or has ended. */
    void hold(Set<String> allowed) {
        boolean asks = question.isPresent() && told.isEmpty();
        boolean waits = undecided().isPresent() || asks;
        kept(ended || runs() || waits, "What may run runs, and what may not has a result", requested, decided);
        boolean needless =
                undecided().filter(each -> allowed.contains(each.scope())).isPresent();
        kept(!needless, "What is allowed for the chat does not wait", requested, allowed);
    }
}
