package carillon.core.chat;

import carillon.core.id.CallId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a chat is doing, derived and never stored.
 *
 * @param reason in plain words: why it failed, stopped or waits
 * @param place  in line, from 1, while it waits for a model
 */
public record ChatStatus(StatusKind kind, Optional<String> reason, OptionalInt place) {
    private static final ChatStatus IDLE = plain(StatusKind.IDLE);

    /** @param phases how far the open model calls are; one that is not listed has not been asked yet */
    public static ChatStatus of(ChatState state, Map<CallId, CallPhase> phases) {
        return state.turn().map(turn -> ofRunning(turn, phases)).orElseGet(() -> ofResting(state));
    }

    private static ChatStatus ofRunning(OpenTurn turn, Map<CallId, CallPhase> phases) {
        Optional<Approval> approval = turn.approvals().findFirst();
        if (approval.isPresent()) {
            return new ChatStatus(StatusKind.APPROVAL, approval.map(Approval::summary), OptionalInt.empty());
        }
        if (!turn.questions().isEmpty()) {
            String asked = turn.questions().getFirst().question().text();
            return new ChatStatus(StatusKind.QUESTION, Optional.of(asked), OptionalInt.empty());
        }
        Optional<String> tool = turn.replies().stream()
                .flatMap(reply -> reply.tools().stream())
                .filter(OpenTool::running)
                .map(OpenTool::tool)
                .findFirst();
        if (tool.isPresent()) return new ChatStatus(StatusKind.TOOL, tool, OptionalInt.empty());
        return turn.replies().stream()
                .flatMap(reply -> reply.call().stream())
                .map(call -> ofCall(phases.get(call.call())))
                .min(Comparator.comparing(ChatStatus::kind)
                        .thenComparing(status -> status.place().orElse(Integer.MAX_VALUE)))
                .orElse(plain(StatusKind.WAITING));
    }

    private static ChatStatus ofCall(@Nullable CallPhase phase) {
        return switch (phase) {
            case null -> plain(StatusKind.WAITING);
            case CallPhase.Waiting(var reason, var place) -> new ChatStatus(StatusKind.WAITING, reason, place);
            case CallPhase.Thinking() -> plain(StatusKind.THINKING);
            case CallPhase.Writing() -> plain(StatusKind.WRITING);
        };
    }

    private static ChatStatus ofResting(ChatState state) {
        if (!state.queue().isEmpty()) {
            return new ChatStatus(StatusKind.QUEUED, state.queuePaused(), OptionalInt.empty());
        }
        return state.lastTurn().map(ChatStatus::ofEnded).orElse(IDLE);
    }

    private static ChatStatus ofEnded(EndedTurn last) {
        return switch (last.outcome()) {
            case ANSWERED -> IDLE;
            case FAILED -> new ChatStatus(StatusKind.FAILED, last.reason(), OptionalInt.empty());
            case STOPPED, INTERRUPTED, LIMITED ->
                new ChatStatus(StatusKind.STOPPED, last.reason(), OptionalInt.empty());
        };
    }

    private static ChatStatus plain(StatusKind kind) {
        return new ChatStatus(kind, Optional.empty(), OptionalInt.empty());
    }
}
