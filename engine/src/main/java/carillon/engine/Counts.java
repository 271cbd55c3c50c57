package carillon.engine;

import java.util.concurrent.atomic.LongAdder;

/** What is counted over all chats. */
record Counts(LongAdder callsStarted, LongAdder callsEnded, LongAdder droppedResults, LongAdder faults) {
    Counts() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
}
