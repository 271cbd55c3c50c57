package carillon.core.chat;

/** How a message goes in while a turn runs. When none runs, each but a refused one begins a turn. */
public enum SendMode {
    /** Next turn, first come first served. */
    QUEUE,
    /**
     * Joins the running replies that its mentions select, all if it has none, each at its next model call; an agent that
     * is mentioned and not replying starts. If the turn ends first, it is the next to go.
     */
    STEER,
    /** Stops the turn, keeps what was said, and goes. */
    INTERRUPT,
    /** Stops the turn, takes it out of the history, and goes. */
    ROLLBACK,
    /** Refused while the chat is busy. */
    REJECT
}
