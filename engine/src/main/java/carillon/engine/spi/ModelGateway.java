package carillon.engine.spi;

import carillon.core.chat.CallResult;
import carillon.core.prompt.TokenCounter;
import carillon.core.world.ModelChoice;
import java.util.OptionalInt;

/** Asks models. Safe for use by many threads: each call runs on its caller's thread and shares nothing with others. */
public interface ModelGateway {
    /**
     * Asks a model and streams what it says, all on the calling thread. Trouble before the first visible character is
     * tried again with back-off, honouring Retry-After; after it, never. Arguments of tool calls can be taken back and do
     * not count as visible. Every end but an interrupt is a result: a
     * failure says in plain words what was wrong and what to do, without keys or stack traces. The result's usage carries what the
     * call cost, if its price is known.
     *
     * @throws InterruptedException if the caller was interrupted, at whatever stage; the connection is closed by then
     */
    CallResult ask(ModelRequest request, ModelListener listener) throws InterruptedException;

    /** Counts tokens as this choice's model does, as near as can be known; three characters are one when nothing is. */
    default TokenCounter tokenCounter(ModelChoice model) {
        return text -> (text.length() + 2) / 3;
    }

    /** How many calls to this choice's provider may be under way at once; empty for no limit. */
    OptionalInt maxConcurrent(ModelChoice model);

    /** How many tokens fit into one call of this model, the answer's with them; empty when nobody knows. */
    OptionalInt contextTokens(ModelChoice model);
}
