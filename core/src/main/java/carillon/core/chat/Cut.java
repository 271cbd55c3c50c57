package carillon.core.chat;

import java.util.Optional;

/** Why a turn ends before its time, and what its calls and messages are called then. */
record Cut(TurnOutcome turn, CallOutcome call, MessageState message, Optional<String> reason) {
    static final Cut STOPPED =
            new Cut(TurnOutcome.STOPPED, CallOutcome.STOPPED, MessageState.STOPPED, Optional.empty());

    static final Cut INTERRUPTED = new Cut(
            TurnOutcome.INTERRUPTED,
            CallOutcome.INTERRUPTED,
            MessageState.INTERRUPTED,
            Optional.of("Carillon was closed or ended while this was being written."));

    static final Cut AT_BUDGET = new Cut(
            TurnOutcome.STOPPED,
            CallOutcome.STOPPED,
            MessageState.STOPPED,
            Optional.of("You stopped it because the budget was used up."));

    static Cut failed(String reason) {
        return new Cut(TurnOutcome.FAILED, CallOutcome.FAILED, MessageState.FAILED, Optional.of(reason));
    }
}
