package carillon.core.simulation;

import carillon.core.chat.ChatCommand;
import java.util.random.RandomGenerator;

/** Something that is at work outside for a chat, and what it is going to do. */
sealed interface Running permits RunningCall, RunningTool {
    SimulatedChat chat();

    /** What it reports in the end, the same however often. */
    ChatCommand result();

    /** Whether its result is with the chat already. */
    boolean reported();

    /** Whether it never reports while it is let hang. */
    boolean hangs();

    void goOn(RandomGenerator random);
}
