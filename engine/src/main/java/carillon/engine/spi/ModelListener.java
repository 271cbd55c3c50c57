package carillon.engine.spi;

/** Hears what a model call says while it runs, on the call's own thread. */
public interface ModelListener {
    /** More of the answer; never null, may be empty. */
    void text(String more);

    /** More of what the model thinks aloud. */
    void reasoning(String more);

    /**
     * More of the arguments of a tool call that is not complete yet. They are shown and void: what counts is given to
     * {@link #toolCall}, and when {@link #waiting} or {@link #asking} comes first, nothing of it does. One call after the
     * other, in the model's order.
     *
     * @param index the place of the call among those of the answer, from 0
     * @param tool  the same for all of one call
     * @param more  never null, may be empty
     */
    void toolArguments(int index, String tool, String more);

    /**
     * The model asked for a tool; it stands complete. Comes once for each, in the model's order, and only before an answer
     * that ends well.
     *
     * @param arguments JSON as the model gave it, unchecked
     */
    void toolCall(String tool, String arguments);

    /** The request is about to be sent, for the first time or again. */
    void asking();

    /** The provider refused the request because it has too many of them (429), whatever is done about it next. */
    void tooMany();

    /**
     * The call waits before it asks again.
     *
     * @param reason in plain words
     */
    void waiting(String reason);
}
