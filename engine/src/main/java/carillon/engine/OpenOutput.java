package carillon.engine;

import carillon.core.chat.Delta;
import carillon.core.id.TurnId;

/** Something that is being put out, in texts that only grow. The owner appends, readers read. */
sealed interface OpenOutput permits OpenMessage, RunningTool {
    TurnId turn();

    /** How many texts it has. Readers get them in their order, from 0. */
    int texts();

    GrowingText text(int which);

    /** A piece of one of its texts. */
    Delta delta(int which, String piece, int offset);
}
