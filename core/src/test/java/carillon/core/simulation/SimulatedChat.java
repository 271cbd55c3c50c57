package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.Answer;
import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.Branch;
import carillon.core.chat.CallPhase;
import carillon.core.chat.ChatCommand;
import carillon.core.chat.ChatState;
import carillon.core.chat.Fact;
import carillon.core.chat.Life;
import carillon.core.chat.Message;
import carillon.core.chat.Part;
import carillon.core.chat.Question;
import carillon.core.chat.QuestionAnswer;
import carillon.core.chat.Said;
import carillon.core.chat.Usage;
import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A chat as it is stored, which a crash leaves as it is, and its owner while it has one. */
final class SimulatedChat implements LogReading.Surroundings {
    private static final Pattern WORD = Pattern.compile("#c(\\d+)x");
    private static final int REMEMBERED = 30;

    private final int number;
    private final SimulatedWorld world;
    private final Trouble trouble;
    private final Outside outside;
    private final Seen seen;
    private final List<Fact> log = new ArrayList<>();
    private final Map<CallId, Said> texts = new HashMap<>();
    private final Set<String> sent = new HashSet<>();
    private final Set<String> inherited = new HashSet<>();
    private final SimulatedIndex index = new SimulatedIndex();
    private final Deque<List<Object>> history = new ArrayDeque<>();
    private final LogReading reading;
    private ChatState stored = ChatState.EMPTY;
    private Optional<SimulatedOwner> owner = Optional.empty();
    private boolean addressed;
    private int ids;

    SimulatedChat(int number, SimulatedWorld world, Trouble trouble, Outside outside, Seen seen) {
        this.number = number;
        this.world = world;
        this.trouble = trouble;
        this.outside = outside;
        this.seen = seen;
        reading = new LogReading(this);
    }

    /** A word that belongs to this chat and stands in all that is said in it. */
    String word() {
        return "c" + number + "x";
    }

    /** Whether people wait with it until there is something to copy. */
    boolean isLate() {
        return number % 2 == 1;
    }

    String nextId() {
        return word() + ++ids;
    }

    @Override
    public boolean isOwnId(String id) {
        return id.startsWith(word()) || sent.contains(id);
    }

    @Override
    public boolean isOwnText(String text) {
        return inherited.contains(text)
                || WORD.matcher(text).results().allMatch(found -> found.group(1).equals("" + number));
    }

    @Override
    public World newest() {
        return world.newest();
    }

    @Override
    public Usage spent() {
        return world.spent();
    }

    @Override
    public World settings(long version) {
        return world.version(version);
    }

    @Override
    public Said said(CallId call) {
        return owner.map(live -> live.said(call)).orElse(Said.NOTHING);
    }

    SimulatedWorld world() {
        return world;
    }

    SimulatedIndex index() {
        return index;
    }

    LogReading reading() {
        return reading;
    }

    /** A person asks; empty if the store refused. */
    Optional<Answer> ask(ChatCommand command) {
        if (command instanceof ChatCommand.Send send) sent.add(send.message().value());
        if (command instanceof ChatCommand.Note note) sent.add(note.message().value());
        if (command instanceof ChatCommand.Resend resend)
            sent.add(resend.send().message().value());
        if (command instanceof ChatCommand.Create create && stored.life() == Life.ABSENT)
            create.branch().ifPresent(this::inherit);
        return load().ask(command);
    }

    /** Text that stands in the chat that this one begins as a copy of is its own too. */
    private void inherit(Branch branch) {
        inherited.add(branch.title().text());
        for (Message message : branch.messages()) {
            inherited.add(message.text());
            message.parts().forEach(part -> {
                if (part instanceof Part.ToolCall call) inherited.add(call.arguments());
            });
        }
    }

    boolean asks() {
        return !reading.tools().approvals().isEmpty()
                || reading.running().filter(turn -> !turn.questions().isEmpty()).isPresent();
    }

    boolean waitsWithTools() {
        return !reading.tools().running().isEmpty()
                && reading.running().filter(TurnReading::outlivesTheProcess).isPresent();
    }

    /** A person answers all that it asks, if it asks something. */
    void answer(boolean goOn) {
        List<Question> questions = reading.running().stream()
                .flatMap(turn -> turn.questions().values().stream())
                .map(Fact.QuestionAsked::question)
                .toList();
        for (Question question : questions) ask(new ChatCommand.AnswerQuestion(question.id(), answer(question, goOn)));
        for (Approval approval : reading.tools().approvals()) {
            var decision = goOn ? ApprovalDecision.ALLOW_CHAT : ApprovalDecision.DENY;
            ask(new ChatCommand.AnswerApproval(approval.call(), decision, Optional.empty(), Optional.empty()));
        }
    }

    private static QuestionAnswer answer(Question question, boolean goOn) {
        List<String> choices = question.choices();
        if (choices.isEmpty()) return new QuestionAnswer(choices, Optional.of("Yes."));
        return new QuestionAnswer(List.of(goOn ? choices.getFirst() : choices.getLast()), Optional.empty());
    }

    void tell(ChatCommand command) {
        load().tell(command);
    }

    void hear(CallId call, String piece) {
        load().hear(call, piece);
    }

    void phase(CallId call, CallPhase phase) {
        load().phase(call, phase);
    }

    void endTitle(CallId call) {
        addressed = true;
        owner.ifPresent(live -> live.endTitle(call));
    }

    /** Gives the chat an owner if it has none. */
    SimulatedOwner load() {
        addressed = true;
        if (owner.isEmpty()) {
            owner = Optional.of(new SimulatedOwner(this, replayed(), trouble, outside, seen));
            owner.get().recover();
        }
        return owner.get();
    }

    void retry() {
        addressed = true;
        owner.ifPresent(SimulatedOwner::retry);
    }

    /** The texts of open calls are stored as far as they are known. */
    void saveTexts() {
        addressed = true;
        owner.ifPresent(live -> texts.putAll(live.texts()));
    }

    void park() {
        addressed = true;
        if (owner.isPresent() && owner.get().isIdle()) owner = Optional.empty();
    }

    void shutDown() {
        addressed = true;
        if (owner.isEmpty()) return;
        owner.get().tell(new ChatCommand.ShutDown());
        owner.get().endAll();
        saveTexts();
        owner = Optional.empty();
    }

    /** The process is gone. */
    void lose() {
        addressed = true;
        owner = Optional.empty();
    }

    void append(ChatCommand command, List<Fact> facts, List<ChatState> states) {
        trouble.onAppend();
        reading.begin(command);
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            log.add(fact);
            index.take(log.size(), fact);
            note("fact", log.size(), fact);
            kept(states.get(i).seq() == log.size(), "Facts are numbered without gaps", states.get(i), log.size());
            reading.take(fact);
            seen.add(fact);
            if (fact instanceof Fact.ToolEnded ended) seen.add(ended.result().outcome());
            if (fact instanceof Fact.ApprovalAnswered answered) seen.add(answered.decision());
        }
        stored = states.getLast();
        for (Fact fact : facts) if (fact instanceof Fact.CallOver call) world.spend(call.usage());
        if (facts.stream().anyMatch(SimulatedChat::changesHistory)) holdHistory();
        trouble.mayCrash();
    }

    private static boolean changesHistory(Fact fact) {
        return fact instanceof Fact.HistoryRewound || fact instanceof Fact.HistoryRestored;
    }

    private void holdHistory() {
        List<MessageId> stored = index.transcript();
        List<MessageId> read = reading.history().transcript();
        kept(stored.equals(read), "The history is what was not taken out of it", stored, read);
    }

    Map<CallId, Said> storedTexts() {
        return texts;
    }

    /** The state by the log alone. */
    ChatState replayed() {
        ChatState state = ChatState.EMPTY;
        for (Fact fact : log) state = state.after(fact);
        kept(state.equals(stored), "Replaying the log gives the state", state, stored);
        return state;
    }

    ChatState stored() {
        return stored;
    }

    String log() {
        return log.toString();
    }

    int length() {
        return log.size();
    }

    /** The state that its owner believes in. */
    Optional<ChatState> believed() {
        return owner.map(SimulatedOwner::state);
    }

    int running() {
        return owner.map(SimulatedOwner::running).orElse(0);
    }

    /** Holds all that is known of the chat against what its log says. */
    void hold() {
        if (owner.isPresent()) owner.get().hold(reading);
        if (log.size() < 80 || log.size() % 32 == 0) replayed();
    }

    /** Nothing runs and nothing waits that could go. */
    void rests() {
        kept(reading.running().isEmpty(), "A chat comes to rest", word());
        kept(index.lacksNoResult(), "Each call that was asked for has its result in its message", word());
        kept(reading.waiting().isEmpty() || reading.paused(), "Whatever can go has gone", word());
        holdHistory();
        replayed();
    }

    /** Whether anything was done to it since it was looked at. */
    boolean isAddressed() {
        return addressed;
    }

    void looked() {
        addressed = false;
    }

    /** Remembers what happened last, to be told when a promise is broken. */
    void note(Object... happened) {
        if (history.size() == REMEMBERED) history.remove();
        history.add(List.of(happened));
    }

    String history() {
        var text = new StringBuilder("chat ").append(word());
        for (List<Object> note : history) text.append("\n  ").append(note);
        return text.toString();
    }
}
