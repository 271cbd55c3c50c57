package carillon.core.simulation;

import static carillon.core.simulation.Promise.kept;

import carillon.core.chat.CallPhase;
import carillon.core.chat.ChatState;
import carillon.core.chat.EndedTurn;
import carillon.core.chat.Fact;
import carillon.core.chat.OpenCall;
import carillon.core.chat.OpenReply;
import carillon.core.chat.OpenTool;
import carillon.core.chat.OpenTurn;
import carillon.core.chat.QueuedMessage;
import carillon.core.chat.ReplyCount;
import carillon.core.chat.Rewound;
import carillon.core.chat.StatusKind;
import carillon.core.chat.TurnOutcome;
import carillon.core.id.AgentId;
import carillon.core.id.CallId;
import carillon.core.id.ReplyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The product's state of a chat beside the second reading of its log. */
final class StateReading {
    private StateReading() {}

    static void hold(ChatState state, LogReading log) {
        same("seq", state.seq(), log.seq());
        same("life", state.life(), log.life());
        same("title", state.title().source(), log.title());
        same("turn", state.turn().map(OpenTurn::turn), log.running().map(TurnReading::id));
        same("last turn", state.lastTurn().map(EndedTurn::turn), log.last().map(TurnReading::id));
        same("its outcome", state.lastTurn().map(EndedTurn::outcome), log.last().flatMap(TurnReading::outcome));
        same("first message", state.firstSeq(), log.history().first());
        same(
                "rewindings",
                state.rewound().stream().map(Rewound::seq).toList(),
                log.history().rewindings());
        same("queue", state.queue().stream().map(QueuedMessage::message).toList(), log.waiting());
        same("paused", state.queuePaused().isPresent(), log.paused());
        same("usage", state.usage(), log.usage());
        same(
                "questions",
                state.turn().map(OpenTurn::questions).orElse(List.of()).stream()
                        .map(open -> open.question().id())
                        .toList(),
                log.running()
                        .map(turn -> List.copyOf(turn.questions().keySet()))
                        .orElse(List.of()));
        same("own tools", state.ownTools(), log.tools().own());
        same("allowed", state.allowed(), List.copyOf(log.tools().allowed()));
        same(
                "waiting for a person",
                state.turn().filter(OpenTurn::waitsForPerson).isPresent(),
                log.running().filter(TurnReading::waitsForPerson).isPresent());
        var counts = new HashMap<AgentId, Integer>();
        for (ReplyCount count : state.replyCounts()) {
            if (count.replies() > 0) counts.put(count.agent(), count.replies());
        }
        same("reply counts", counts, log.answers());
        var replies = new ArrayList<ReplyId>();
        var calls = new ArrayList<CallId>();
        for (OpenReply reply : state.turn().map(OpenTurn::replies).orElse(List.of())) {
            replies.add(reply.reply());
            reply.call().map(OpenCall::call).ifPresent(calls::add);
        }
        List<ReplyReading> read = log.running().map(TurnReading::replies).orElse(List.of());
        same("replies", replies, read.stream().map(ReplyReading::id).toList());
        var open = new ArrayList<CallId>();
        read.forEach(reply -> reply.open().ifPresent(call -> open.add(call.call())));
        same("calls", calls, open);
        for (OpenReply reply : state.turn().map(OpenTurn::replies).orElse(List.of())) {
            same(
                    "tools",
                    reply.tools(),
                    log.tools().openOf(reply.reply()).stream()
                            .map(StateReading::tool)
                            .toList());
        }
    }

    private static OpenTool tool(ToolReading read) {
        Fact.ToolRequested asked = read.requested();
        String arguments = read.started().map(Fact.ToolStarted::arguments).orElse(asked.arguments());
        return new OpenTool(
                asked.call(),
                asked.message(),
                asked.tool(),
                arguments,
                read.undecided(),
                read.runs(),
                !arguments.equals(asked.arguments()));
    }

    private static void same(String what, Object believed, Object read) {
        kept(believed.equals(read), "What is believed is what the log says", what, believed, read);
    }

    /** What a chat is doing. */
    static StatusKind status(LogReading log, Map<CallId, CallPhase> phases) {
        Optional<TurnReading> running = log.running();
        if (running.isPresent()) {
            if (!log.tools().approvals().isEmpty()) return StatusKind.APPROVAL;
            if (!running.get().questions().isEmpty()) return StatusKind.QUESTION;
            if (!log.tools().running().isEmpty()) return StatusKind.TOOL;
            var found = StatusKind.WAITING;
            for (var call : running.get().calls()) {
                CallPhase phase = phases.get(call.call());
                if (phase instanceof CallPhase.Writing) return StatusKind.WRITING;
                if (phase instanceof CallPhase.Thinking) found = StatusKind.THINKING;
            }
            return found;
        }
        if (!log.waiting().isEmpty()) return StatusKind.QUEUED;
        Optional<TurnOutcome> outcome = log.last().flatMap(TurnReading::outcome);
        if (outcome.isEmpty() || outcome.get() == TurnOutcome.ANSWERED) return StatusKind.IDLE;
        return outcome.get() == TurnOutcome.FAILED ? StatusKind.FAILED : StatusKind.STOPPED;
    }
}
