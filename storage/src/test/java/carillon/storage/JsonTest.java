package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.Approval;
import carillon.core.chat.ApprovalDecision;
import carillon.core.chat.CallOutcome;
import carillon.core.chat.ChangedArguments;
import carillon.core.chat.ChatState;
import carillon.core.chat.EndedTurn;
import carillon.core.chat.Fact;
import carillon.core.chat.Grant;
import carillon.core.chat.Life;
import carillon.core.chat.Message;
import carillon.core.chat.MessageState;
import carillon.core.chat.OpenCall;
import carillon.core.chat.OpenQuestion;
import carillon.core.chat.OpenReply;
import carillon.core.chat.OpenTool;
import carillon.core.chat.OpenTurn;
import carillon.core.chat.Owed;
import carillon.core.chat.OwnTools;
import carillon.core.chat.Part;
import carillon.core.chat.Question;
import carillon.core.chat.QuestionAnswer;
import carillon.core.chat.QueuedMessage;
import carillon.core.chat.ReplyCount;
import carillon.core.chat.ReplyOutcome;
import carillon.core.chat.Rewound;
import carillon.core.chat.SendMode;
import carillon.core.chat.Sender;
import carillon.core.chat.Title;
import carillon.core.chat.TitleSource;
import carillon.core.chat.TurnOutcome;
import carillon.core.chat.Usage;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.QuestionId;
import carillon.core.id.ReplyId;
import carillon.core.id.ScheduleId;
import carillon.core.id.ToolCallId;
import carillon.core.id.TurnId;
import carillon.core.id.WorldId;
import carillon.core.routing.Mentions;
import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.Agent;
import carillon.core.world.Budget;
import carillon.core.world.ModelChoice;
import carillon.core.world.Schedule;
import carillon.core.world.ToolMode;
import carillon.core.world.ToolSettings;
import carillon.core.world.World;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** What is in people's files already. A line here never changes; a new form gets a new line. */
final class JsonTest {
    private static final TurnId TURN = new TurnId("t");
    private static final ReplyId REPLY = new ReplyId("r");
    private static final CallId CALL = new CallId("c");
    private static final ToolCallId TOOL_CALL = new ToolCallId("tc");
    private static final MessageId MESSAGE = new MessageId("m");
    private static final AgentId AGENT = new AgentId("helper");
    private static final Grant GRANT =
            new Grant(Grant.Scope.CHAT, new Budget(OptionalLong.of(5), OptionalLong.empty()));
    private static final ProviderId PROVIDER = new ProviderId("demo");
    private static final Usage USAGE = Usage.counted(1, 2, 3);
    private static final Usage PRICED = new Usage(1, 2, 3, 4, 5);
    private static final Optional<String> NONE = Optional.empty();

    private final Json json = new Json();

    record Stored(String kind, String body, Fact fact) {
        @Override
        public String toString() {
            return kind + " " + body;
        }
    }

    static Stream<Stored> facts() {
        var origin = new Message.Origin(
                AGENT, REPLY, OptionalLong.empty(), Optional.of(PROVIDER), Optional.of("demo-1"), USAGE);
        var asked = new Message.Origin(
                AGENT, REPLY, OptionalLong.of(6), Optional.of(PROVIDER), Optional.of("demo-1"), USAGE);
        var modelless = new Message.Origin(AGENT, REPLY, OptionalLong.empty(), Optional.empty(), NONE, Usage.NONE);
        List<Part> parts = List.of(new Part.Reasoning("Hm."), new Part.Text("Hi ü 🎈 \"\n"));
        return Stream.of(
                new Stored(
                        "chat-created",
                        "{\"world\":\"home\",\"title\":\"Title\"}",
                        new Fact.ChatCreated(new WorldId("home"), Optional.of("Title"))),
                new Stored("chat-created", "{\"world\":\"home\"}", new Fact.ChatCreated(new WorldId("home"), NONE)),
                new Stored(
                        "title-changed",
                        "{\"title\":\"Title\",\"source\":\"FIRST_MESSAGE\"}",
                        new Fact.TitleChanged("Title", TitleSource.FIRST_MESSAGE)),
                new Stored(
                        "title-call-ended",
                        "{\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3,\"costNanoUsd\":4,\"unpricedCalls\":5}}",
                        new Fact.TitleCallEnded(PRICED)),
                new Stored(
                        "message-admitted",
                        "{\"message\":\"m\",\"sender\":\"HUMAN\",\"text\":\"Hi ü 🎈\",\"mode\":\"QUEUE\"}",
                        new Fact.MessageAdmitted(MESSAGE, Sender.HUMAN, "Hi ü 🎈", SendMode.QUEUE, Optional.empty())),
                new Stored(
                        "message-admitted",
                        "{\"message\":\"m\",\"sender\":\"HUMAN\",\"text\":\"ü half \\uD83C\",\"mode\":\"REJECT\"}",
                        new Fact.MessageAdmitted(
                                MESSAGE, Sender.HUMAN, "ü half \ud83c", SendMode.REJECT, Optional.empty())),
                new Stored(
                        "message-delivered",
                        "{\"message\":\"m\",\"turn\":\"t\"}",
                        new Fact.MessageDelivered(MESSAGE, TURN, Optional.empty())),
                new Stored(
                        "message-delivered",
                        "{\"message\":\"m\",\"turn\":\"t\",\"to\":[\"helper\"]}",
                        new Fact.MessageDelivered(MESSAGE, TURN, Optional.of(List.of(AGENT)))),
                new Stored(
                        "message-edited",
                        "{\"message\":\"m\",\"text\":\"Ho\",\"mode\":\"STEER\"}",
                        new Fact.MessageEdited(MESSAGE, Optional.of("Ho"), SendMode.STEER)),
                new Stored(
                        "message-edited",
                        "{\"message\":\"m\",\"mode\":\"INTERRUPT\"}",
                        new Fact.MessageEdited(MESSAGE, Optional.empty(), SendMode.INTERRUPT)),
                new Stored("message-withdrawn", "{\"message\":\"m\"}", new Fact.MessageWithdrawn(MESSAGE)),
                new Stored(
                        "message-failed",
                        "{\"message\":\"m\",\"reason\":\"It broke.\"}",
                        new Fact.MessageFailed(MESSAGE, "It broke.")),
                new Stored(
                        "turn-started",
                        "{\"turn\":\"t\",\"message\":\"m\",\"settingsVersion\":3,\"continues\":\"t0\"}",
                        new Fact.TurnStarted(TURN, MESSAGE, 3, Optional.of(new TurnId("t0")))),
                new Stored(
                        "turn-started",
                        "{\"turn\":\"t\",\"message\":\"m\",\"settingsVersion\":3}",
                        new Fact.TurnStarted(TURN, MESSAGE, 3, Optional.empty())),
                new Stored(
                        "reply-started",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"agent\":\"helper\"}",
                        new Fact.ReplyStarted(TURN, REPLY, AGENT)),
                new Stored(
                        "model-call-started",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"call\":\"c\",\"agent\":\"helper\",\"message\":\"m\",\"provider\":\"demo\",\"model\":\"demo-1\"}",
                        new Fact.ModelCallStarted(
                                TURN, REPLY, CALL, AGENT, MESSAGE, PROVIDER, "demo-1", OptionalLong.empty())),
                new Stored(
                        "model-call-ended",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"call\":\"c\",\"message\":\"m\",\"outcome\":\"FAILED\",\"reason\":\"It broke.\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3}}",
                        new Fact.ModelCallEnded(
                                TURN, REPLY, CALL, MESSAGE, CallOutcome.FAILED, Optional.of("It broke."), USAGE)),
                new Stored(
                        "message-posted",
                        "{\"message\":{\"id\":\"m\",\"sender\":\"AGENT\",\"turn\":\"t\",\"origin\":{\"agent\":\"helper\",\"reply\":\"r\",\"provider\":\"demo\",\"model\":\"demo-1\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3}},\"parts\":[{\"type\":\"reasoning\",\"text\":\"Hm.\"},{\"type\":\"text\",\"text\":\"Hi ü 🎈 \\\"\\n\"}],\"state\":\"COMPLETE\"}}",
                        new Fact.MessagePosted(new Message(
                                MESSAGE,
                                Sender.AGENT,
                                Optional.of(TURN),
                                Optional.of(origin),
                                Optional.empty(),
                                parts,
                                MessageState.COMPLETE,
                                NONE))),
                new Stored(
                        "message-posted",
                        "{\"message\":{\"id\":\"m\",\"sender\":\"AGENT\",\"turn\":\"t\",\"origin\":{\"agent\":\"helper\",\"reply\":\"r\",\"usage\":{\"inputTokens\":0,\"outputTokens\":0,\"cachedInputTokens\":0}},\"to\":[],\"parts\":[],\"state\":\"FAILED\",\"reason\":\"No model.\"}}",
                        new Fact.MessagePosted(new Message(
                                MESSAGE,
                                Sender.AGENT,
                                Optional.of(TURN),
                                Optional.of(modelless),
                                Optional.of(List.of()),
                                List.of(),
                                MessageState.FAILED,
                                Optional.of("No model.")))),
                new Stored(
                        "message-posted",
                        "{\"message\":{\"id\":\"m\",\"sender\":\"AGENT\",\"turn\":\"t\",\"origin\":{\"agent\":\"helper\",\"reply\":\"r\",\"asked\":6,\"provider\":\"demo\",\"model\":\"demo-1\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3}},\"to\":[\"bare\"],\"parts\":[],\"state\":\"COMPLETE\"}}",
                        new Fact.MessagePosted(new Message(
                                MESSAGE,
                                Sender.AGENT,
                                Optional.of(TURN),
                                Optional.of(asked),
                                Optional.of(List.of(new AgentId("bare"))),
                                List.of(),
                                MessageState.COMPLETE,
                                NONE))),
                new Stored(
                        "model-call-started",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"call\":\"c\",\"agent\":\"helper\",\"message\":\"m\",\"provider\":\"demo\",\"model\":\"demo-1\",\"compacts\":7}",
                        new Fact.ModelCallStarted(
                                TURN, REPLY, CALL, AGENT, MESSAGE, PROVIDER, "demo-1", OptionalLong.of(7))),
                new Stored(
                        "history-compacted",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"message\":\"m\",\"summary\":{\"type\":\"summary\",\"text\":\"Bells.\",\"agent\":\"helper\",\"upTo\":7}}",
                        new Fact.HistoryCompacted(TURN, REPLY, MESSAGE, new Part.Summary("Bells.", AGENT, 7))),
                new Stored(
                        "question-asked",
                        "{\"turn\":\"t\",\"question\":{\"id\":\"q\",\"text\":\"On?\",\"choices\":[\"Yes\"],\"multiple\":false,\"free\":true},\"grant\":{\"scope\":\"CHAT\",\"upTo\":{\"tokens\":5}}}",
                        new Fact.QuestionAsked(
                                TURN,
                                new Question(new QuestionId("q"), "On?", List.of("Yes"), false, true),
                                Optional.of(GRANT),
                                Optional.empty())),
                new Stored(
                        "question-asked",
                        "{\"turn\":\"t\",\"question\":{\"id\":\"q\",\"text\":\"On?\",\"choices\":[],\"multiple\":false,\"free\":true},\"tool\":\"tc\"}",
                        new Fact.QuestionAsked(
                                TURN,
                                new Question(new QuestionId("q"), "On?", List.of(), false, true),
                                Optional.empty(),
                                Optional.of(TOOL_CALL))),
                new Stored(
                        "message-posted",
                        "{\"message\":{\"id\":\"m\",\"sender\":\"HUMAN\",\"parts\":[{\"type\":\"tool-call\",\"id\":\"tc\",\"tool\":\"shell\",\"arguments\":\"{}\",\"result\":{\"outcome\":\"RETURNED\",\"text\":\"ok\",\"diff\":\"+a\",\"ranWith\":\"[]\"}},{\"type\":\"tool-call\",\"id\":\"tc\",\"tool\":\"look\",\"arguments\":\"{}\"}],\"state\":\"COMPLETE\"}}",
                        new Fact.MessagePosted(new Message(
                                MESSAGE,
                                Sender.HUMAN,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(
                                        new Part.ToolCall(
                                                TOOL_CALL,
                                                "shell",
                                                "{}",
                                                Optional.of(new ToolReturn(
                                                        ToolOutcome.RETURNED,
                                                        "ok",
                                                        Optional.of("+a"),
                                                        List.of(),
                                                        Optional.of("[]")))),
                                        new Part.ToolCall(TOOL_CALL, "look", "{}", Optional.empty())),
                                MessageState.COMPLETE,
                                NONE))),
                new Stored(
                        "tool-requested",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"agent\":\"helper\",\"message\":\"m\",\"call\":\"tc\",\"tool\":\"shell\",\"arguments\":\"{}\"}",
                        new Fact.ToolRequested(TURN, REPLY, AGENT, MESSAGE, TOOL_CALL, "shell", "{}")),
                new Stored(
                        "tools-changed",
                        "{\"tools\":{\"mode\":\"READ\",\"workspace\":\"/copy\"}}",
                        new Fact.ToolsChanged(new OwnTools(Optional.of(ToolMode.READ), Optional.of("/copy")))),
                new Stored(
                        "approval-requested",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"approval\":{\"call\":\"tc\",\"agent\":\"helper\",\"tool\":\"shell\",\"arguments\":\"{}\",\"binding\":\"b\",\"summary\":\"Run ls\",\"detail\":\"ls\",\"scope\":\"s\",\"scopeText\":\"this command\"}}",
                        new Fact.ApprovalRequested(
                                TURN,
                                REPLY,
                                new Approval(
                                        TOOL_CALL, AGENT, "shell", "{}", "b", "Run ls", "ls", "s", "this command"))),
                new Stored(
                        "approval-answered",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"call\":\"tc\",\"decision\":\"ALLOW\",\"changed\":{\"arguments\":\"[]\",\"binding\":\"c\"}}",
                        new Fact.ApprovalAnswered(
                                TURN,
                                REPLY,
                                TOOL_CALL,
                                ApprovalDecision.ALLOW,
                                NONE,
                                Optional.of(new ChangedArguments("[]", "c")))),
                new Stored(
                        "approval-answered",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"call\":\"tc\",\"decision\":\"DENY\",\"reason\":\"No.\"}",
                        new Fact.ApprovalAnswered(
                                TURN, REPLY, TOOL_CALL, ApprovalDecision.DENY, Optional.of("No."), Optional.empty())),
                new Stored(
                        "tool-started",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"agent\":\"helper\",\"call\":\"tc\",\"tool\":\"shell\",\"arguments\":\"{}\",\"binding\":\"b\"}",
                        new Fact.ToolStarted(TURN, REPLY, AGENT, TOOL_CALL, "shell", "{}", "b")),
                new Stored(
                        "tool-ended",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"message\":\"m\",\"call\":\"tc\",\"result\":{\"outcome\":\"DENIED\",\"text\":\"No.\"}}",
                        new Fact.ToolEnded(
                                TURN, REPLY, MESSAGE, TOOL_CALL, ToolReturn.without(ToolOutcome.DENIED, "No."))),
                new Stored(
                        "tool-ended",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"message\":\"m\",\"call\":\"tc\",\"result\":{\"outcome\":\"RETURNED\",\"text\":\"[Image 1]\",\"images\":[{\"id\":\"abc\",\"type\":\"PNG\",\"bytes\":70,\"width\":3,\"height\":2}]}}",
                        new Fact.ToolEnded(
                                TURN,
                                REPLY,
                                MESSAGE,
                                TOOL_CALL,
                                new ToolReturn(
                                        ToolOutcome.RETURNED,
                                        "[Image 1]",
                                        Optional.empty(),
                                        List.of(new ToolImage(new ImageId("abc"), ImageType.PNG, 70, 3, 2)),
                                        Optional.empty()))),
                new Stored(
                        "question-answered",
                        "{\"turn\":\"t\",\"question\":\"q\",\"answer\":{\"choices\":[\"Yes\"],\"text\":\"Do.\"}}",
                        new Fact.QuestionAnswered(
                                TURN,
                                new QuestionId("q"),
                                Optional.of(new QuestionAnswer(List.of("Yes"), Optional.of("Do."))))),
                new Stored(
                        "budget-raised",
                        "{\"turn\":\"t\",\"grant\":{\"scope\":\"CHAT\",\"upTo\":{\"tokens\":5}}}",
                        new Fact.BudgetRaised(TURN, GRANT)),
                new Stored(
                        "message-admitted",
                        "{\"message\":\"m\",\"sender\":\"HUMAN\",\"text\":\"Hi\",\"mode\":\"STEER\",\"joins\":\"t\"}",
                        new Fact.MessageAdmitted(MESSAGE, Sender.HUMAN, "Hi", SendMode.STEER, Optional.of(TURN))),
                new Stored(
                        "reply-limited", "{\"turn\":\"t\",\"agent\":\"helper\"}", new Fact.ReplyLimited(TURN, AGENT)),
                new Stored(
                        "reply-ended",
                        "{\"turn\":\"t\",\"reply\":\"r\",\"agent\":\"helper\",\"outcome\":\"ANSWERED\"}",
                        new Fact.ReplyEnded(TURN, REPLY, AGENT, ReplyOutcome.ANSWERED, NONE)),
                new Stored(
                        "turn-ended",
                        "{\"turn\":\"t\",\"outcome\":\"LIMITED\",\"reason\":\"Enough.\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3}}",
                        new Fact.TurnEnded(TURN, TurnOutcome.LIMITED, Optional.of("Enough."), USAGE)),
                new Stored(
                        "turn-ended",
                        "{\"turn\":\"t\",\"outcome\":\"ANSWERED\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3,\"costNanoUsd\":4,\"unpricedCalls\":5}}",
                        new Fact.TurnEnded(TURN, TurnOutcome.ANSWERED, NONE, PRICED)),
                new Stored(
                        "turn-ended",
                        "{\"turn\":\"t\",\"outcome\":\"ANSWERED\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":0,\"costNanoUsd\":0,\"unpricedCalls\":0}}",
                        new Fact.TurnEnded(TURN, TurnOutcome.ANSWERED, NONE, new Usage(1, 2, 0, 0, 0))),
                new Stored("queue-paused", "{\"reason\":\"You stopped.\"}", new Fact.QueuePaused("You stopped.")),
                new Stored("queue-resumed", "{}", new Fact.QueueResumed()),
                new Stored(
                        "notice-posted",
                        "{\"message\":\"m\",\"text\":\"Nobody answers.\"}",
                        new Fact.NoticePosted(MESSAGE, "Nobody answers.")),
                new Stored("history-rewound", "{\"message\":\"m\",\"from\":7}", new Fact.HistoryRewound(MESSAGE, 7)),
                new Stored("history-restored", "{\"rewound\":12}", new Fact.HistoryRestored(12)),
                new Stored(
                        "chat-branched",
                        "{\"from\":\"c0\",\"message\":\"m\"}",
                        new Fact.ChatBranched(new ChatId("c0"), MESSAGE)),
                new Stored("chat-deleted", "{}", new Fact.ChatDeleted()),
                new Stored("chat-restored", "{}", new Fact.ChatRestored()));
    }

    @ParameterizedTest
    @MethodSource("facts")
    void aFactIsStoredLikeThisForEver(Stored stored) {
        assertThat(FactKind.of(stored.fact()).stored()).isEqualTo(stored.kind());
        assertThat(new String(json.write(stored.fact()), UTF_8)).isEqualTo(stored.body());
        assertThat(read(stored.kind(), stored.body())).isEqualTo(stored.fact());
    }

    @Test
    void everyKindOfFactIsAmongThem() {
        EnumSet<FactKind> seen = EnumSet.noneOf(FactKind.class);
        facts().forEach(stored -> seen.add(FactKind.ofStored(stored.kind()).orElseThrow()));

        assertThat(seen).containsExactlyInAnyOrder(FactKind.values());
        assertThat(Fact.class.getPermittedSubclasses()).hasSameSizeAs(FactKind.values());
        for (FactKind kind : FactKind.values()) {
            assertThat(kind.type()).isIn((Object[]) Fact.class.getPermittedSubclasses());
        }
    }

    @Test
    void theWordsInFactsStay() {
        var words = new ArrayList<String>();
        for (Class<? extends Enum<?>> type : List.of(
                TitleSource.class,
                Sender.class,
                SendMode.class,
                CallOutcome.class,
                MessageState.class,
                ReplyOutcome.class,
                ApprovalDecision.class,
                ToolOutcome.class,
                ToolMode.class,
                TurnOutcome.class)) {
            words.add(type.getSimpleName() + Arrays.toString(type.getEnumConstants()));
        }

        assertThat(words)
                .containsExactly(
                        "TitleSource[NONE, FIRST_MESSAGE, MODEL, HAND]",
                        "Sender[HUMAN, WORLD, SYSTEM, AGENT]",
                        "SendMode[QUEUE, STEER, INTERRUPT, ROLLBACK, REJECT]",
                        "CallOutcome[ANSWERED, EMPTY, TOO_LONG, STOPPED, FAILED, INTERRUPTED]",
                        "MessageState[COMPLETE, STOPPED, FAILED, INTERRUPTED]",
                        "ReplyOutcome[ANSWERED, STOPPED, FAILED, INTERRUPTED]",
                        "ApprovalDecision[ALLOW, ALLOW_CHAT, DENY, CANCELLED]",
                        "ToolOutcome[RETURNED, FAILED, REFUSED, DENIED, STOPPED, UNKNOWN]",
                        "ToolMode[READ, ASK, AUTO]",
                        "TurnOutcome[ANSWERED, STOPPED, FAILED, INTERRUPTED, LIMITED]");
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        assertThat(read("message-withdrawn", "{\"message\":\"m\",\"why\":{\"deep\":[1,2]},\"who\":null}"))
                .isEqualTo(new Fact.MessageWithdrawn(MESSAGE));
        assertThat(read("message-posted", """
                {"message":{"id":"m","sender":"HUMAN","parts":[{"type":"text","text":"Hi","lang":"en"}],
                 "state":"COMPLETE","more":[]}}"""))
                .isEqualTo(new Fact.MessagePosted(
                        Message.said(MESSAGE, Sender.HUMAN, Optional.empty(), Optional.empty(), "Hi")));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatLacksSomethingIsNotGuessed(Stored stored) {
        assertThatThrownBy(() -> read(stored.kind(), stored.body()))
                .isInstanceOfAny(JacksonException.class, IllegalArgumentException.class);
    }

    static Stream<Stored> broken() {
        var any = new Fact.ChatDeleted();
        return Stream.of(
                new Stored("message-withdrawn", "{}", any),
                new Stored("message-withdrawn", "{\"message\":null}", any),
                new Stored("message-withdrawn", "{\"message\":\"not an id!\"}", any),
                new Stored("message-withdrawn", "{\"message\":\"m\"", any),
                new Stored("title-changed", "{\"title\":\"T\",\"source\":\"DREAM\"}", any),
                new Stored(
                        "turn-ended", "{\"turn\":\"t\",\"outcome\":\"ANSWERED\",\"usage\":{\"inputTokens\":1}}", any),
                new Stored(
                        "turn-ended",
                        "{\"turn\":\"t\",\"outcome\":\"ANSWERED\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":0,\"costNanoUsd\":\"4\"}}",
                        any),
                new Stored(
                        "message-posted",
                        "{\"message\":{\"id\":\"m\",\"sender\":\"HUMAN\",\"parts\":[{\"type\":\"smell\"}],\"state\":\"COMPLETE\"}}",
                        any));
    }

    private Fact read(String kind, String body) {
        return json.fact(FactKind.ofStored(kind).orElseThrow(), body.getBytes(UTF_8));
    }

    @Test
    void aStateIsStoredLikeThisInItsFormat() {
        var bare = new AgentId("bare");
        var call = new OpenCall(CALL, 6, MESSAGE, PROVIDER, "demo-1", OptionalLong.of(4));
        var approval = new Approval(TOOL_CALL, AGENT, "shell", "{}", "b", "Run ls", "ls", "s", "this command");
        var tool = new OpenTool(TOOL_CALL, MESSAGE, "shell", "{}", Optional.of(approval), false, true);
        var turn = new OpenTurn(
                TURN,
                MESSAGE,
                3,
                4,
                Optional.of(new TurnId("t0")),
                List.of(
                        new OpenReply(REPLY, AGENT, List.of(), Optional.of(call), List.of(), 2, 1),
                        new OpenReply(new ReplyId("r2"), bare, List.of(AGENT), Optional.empty(), List.of(tool), 0, 0)),
                List.of(new Owed(AGENT, List.of(bare))),
                List.of(new Owed(bare, List.of())),
                List.of(new OpenQuestion(
                        new Question(new QuestionId("q"), "On?", List.of("Yes"), false, false),
                        Optional.of(GRANT),
                        Optional.of(TOOL_CALL))),
                true,
                Optional.of("It broke."),
                Optional.of(AGENT),
                USAGE);
        var state = new ChatState(
                9,
                Life.LIVE,
                Optional.of(new WorldId("home")),
                new Title("Title", TitleSource.HAND),
                Optional.of(turn),
                Optional.of(new EndedTurn(
                        TURN,
                        MESSAGE,
                        3,
                        TurnOutcome.FAILED,
                        Optional.of("It broke."),
                        false,
                        List.of(new Owed(AGENT, List.of())))),
                List.of(new ReplyCount(AGENT, 5, true)),
                3,
                List.of(new Rewound(
                        7,
                        new Title("Was", TitleSource.MODEL),
                        2,
                        Optional.empty(),
                        List.of(new ReplyCount(AGENT, 1, false)))),
                Optional.of(new Fact.ChatBranched(new ChatId("c0"), MESSAGE)),
                List.of(new QueuedMessage(
                        MESSAGE,
                        Sender.HUMAN,
                        SendMode.QUEUE,
                        new Title("Hi", TitleSource.FIRST_MESSAGE),
                        new Mentions(List.of("A1"), List.of("b")))),
                Optional.of("You stopped."),
                8,
                PRICED,
                List.of(GRANT),
                List.of("s"),
                new OwnTools(Optional.of(ToolMode.READ), Optional.of("/copy")));

        assertThat(Json.STATE_FORMAT + " " + new String(json.write(state), UTF_8))
                .isEqualTo(
                        "6 {\"seq\":9,\"life\":\"LIVE\",\"world\":\"home\",\"title\":{\"text\":\"Title\",\"source\":\"HAND\"},\"turn\":{\"turn\":\"t\",\"message\":\"m\",\"from\":3,\"settingsVersion\":4,\"continues\":\"t0\",\"replies\":[{\"reply\":\"r\",\"agent\":\"helper\",\"askers\":[],\"call\":{\"call\":\"c\",\"asked\":6,\"message\":\"m\",\"provider\":\"demo\",\"model\":\"demo-1\",\"compacts\":4},\"tools\":[],\"calls\":2,\"empty\":1},{\"reply\":\"r2\",\"agent\":\"bare\",\"askers\":[\"helper\"],\"tools\":[{\"call\":\"tc\",\"message\":\"m\",\"tool\":\"shell\",\"arguments\":\"{}\",\"approval\":{\"call\":\"tc\",\"agent\":\"helper\",\"tool\":\"shell\",\"arguments\":\"{}\",\"binding\":\"b\",\"summary\":\"Run ls\",\"detail\":\"ls\",\"scope\":\"s\",\"scopeText\":\"this command\"},\"running\":false,\"changed\":true}],\"calls\":0,\"empty\":0}],\"owed\":[{\"agent\":\"helper\",\"askers\":[\"bare\"]}],\"broken\":[{\"agent\":\"bare\",\"askers\":[]}],\"questions\":[{\"question\":{\"id\":\"q\",\"text\":\"On?\",\"choices\":[\"Yes\"],\"multiple\":false,\"free\":false},\"grant\":{\"scope\":\"CHAT\",\"upTo\":{\"tokens\":5}},\"tool\":\"tc\"}],\"answered\":true,\"failure\":\"It broke.\",\"limited\":\"helper\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3}},\"lastTurn\":{\"turn\":\"t\",\"message\":\"m\",\"from\":3,\"outcome\":\"FAILED\",\"reason\":\"It broke.\",\"answered\":false,\"owed\":[{\"agent\":\"helper\",\"askers\":[]}]},\"replyCounts\":[{\"agent\":\"helper\",\"replies\":5,\"limitSaid\":true}],\"firstSeq\":3,\"rewound\":[{\"seq\":7,\"title\":{\"text\":\"Was\",\"source\":\"MODEL\"},\"firstSeq\":2,\"replyCounts\":[{\"agent\":\"helper\",\"replies\":1,\"limitSaid\":false}]}],\"branched\":{\"from\":\"c0\",\"message\":\"m\"},\"queue\":[{\"message\":\"m\",\"sender\":\"HUMAN\",\"mode\":\"QUEUE\",\"excerpt\":{\"text\":\"Hi\",\"source\":\"FIRST_MESSAGE\"},\"mentions\":{\"leading\":[\"A1\"],\"inside\":[\"b\"]}}],\"queuePaused\":\"You stopped.\",\"newsSeq\":8,\"usage\":{\"inputTokens\":1,\"outputTokens\":2,\"cachedInputTokens\":3,\"costNanoUsd\":4,\"unpricedCalls\":5},\"grants\":[{\"scope\":\"CHAT\",\"upTo\":{\"tokens\":5}}],\"allowed\":[\"s\"],\"ownTools\":{\"mode\":\"READ\",\"workspace\":\"/copy\"}}");
        assertThat(json.state(json.write(state))).isEqualTo(state);
        assertThat(json.state(json.write(ChatState.EMPTY))).isEqualTo(ChatState.EMPTY);
    }

    @Test
    void aWorldIsStoredLikeThisForEver() {
        var model = new ModelChoice(PROVIDER, "demo-1", Optional.of(URI.create("http://localhost:1/v1")));
        var agent = new Agent(
                AGENT,
                "Helper",
                Optional.of(model),
                "Help.",
                OptionalDouble.of(0.5),
                OptionalInt.of(9),
                OptionalInt.empty(),
                Optional.of("high"),
                true);
        var bare = new Agent(
                new AgentId("bare"),
                "Bare",
                Optional.empty(),
                "",
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                NONE,
                false);
        var world = World.named(new WorldId("home"), "Home", Instant.parse("2026-03-01T10:00:00.123456789Z"))
                .withAgents(List.of(agent, bare), Optional.of(AGENT))
                .withDefaultModel(Optional.of(new ModelChoice(PROVIDER, "demo-1", Optional.empty())))
                .withVariables(Map.of("b", "2", "a", "1"))
                .asVersion(2);

        assertThat(new String(json.write(world), UTF_8))
                .isEqualTo(
                        "{\"id\":\"home\",\"name\":\"Home\",\"version\":2,\"createdAt\":\"2026-03-01T10:00:00.123456789Z\",\"agents\":[{\"id\":\"helper\",\"name\":\"Helper\",\"model\":{\"provider\":\"demo\",\"model\":\"demo-1\",\"baseUrl\":\"http://localhost:1/v1\"},\"systemPrompt\":\"Help.\",\"temperature\":0.5,\"maxTokens\":9,\"reasoningEffort\":\"high\",\"autoReply\":true},{\"id\":\"bare\",\"name\":\"Bare\",\"systemPrompt\":\"\",\"autoReply\":false}],\"mainAgent\":\"helper\",\"defaultModel\":{\"provider\":\"demo\",\"model\":\"demo-1\"},\"variables\":{\"a\":\"1\",\"b\":\"2\"},\"deleted\":false}");
        assertThat(json.world(json.write(world))).isEqualTo(world);
        var limited = World.named(world.id(), world.name(), world.createdAt())
                .withTurnLimit(OptionalInt.of(7))
                .withBudgets(Optional.of(new Budget(OptionalLong.of(9), OptionalLong.of(8))), Optional.of(GRANT.upTo()))
                .asVersion(world.version());
        assertThat(new String(json.write(limited), UTF_8))
                .contains(
                        "\"agents\":[],\"turnLimit\":7,\"variables\":{},\"budget\":{\"tokens\":9,\"costNanoUsd\":8},\"chatBudget\":{\"tokens\":5},\"deleted\"");
        assertThat(json.world(json.write(limited))).isEqualTo(limited);
        var scheduled = limited.withSchedules(List.of(new Schedule(
                new ScheduleId("daily"),
                "0 9 * * *",
                new ChatId("c1"),
                "Good morning",
                true,
                Instant.parse("2026-03-01T10:00:00Z"))));
        assertThat(new String(json.write(scheduled), UTF_8))
                .contains(
                        "\"variables\":{},\"schedules\":[{\"id\":\"daily\",\"cron\":\"0 9 * * *\",\"chat\":\"c1\",\"text\":\"Good morning\",\"enabled\":true,\"since\":\"2026-03-01T10:00:00Z\"}],\"budget\"");
        assertThat(json.world(json.write(scheduled))).isEqualTo(scheduled);
        var equipped = limited.withTools(new ToolSettings(ToolMode.AUTO, Optional.of("/home/ada"), "{}"));
        assertThat(new String(json.write(equipped), UTF_8))
                .contains(
                        "\"chatBudget\":{\"tokens\":5},\"tools\":{\"mode\":\"AUTO\",\"workspace\":\"/home/ada\",\"mcpServers\":\"{}\"},\"deleted\"");
        assertThat(json.world(json.write(equipped))).isEqualTo(equipped);
    }
}
