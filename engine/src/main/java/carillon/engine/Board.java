package carillon.engine;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.ChatStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a chat's owner shows to its readers at one moment.
 *
 * @param seq  of the last fact shown
 * @param tail the last facts, the newest last, ending with {@code seq}
 * @param open the messages being written and the tools that run; their texts go on growing
 * @param over whether the owner has gone and nothing more will be shown
 */
record Board(long seq, List<Shown> tail, List<OpenOutput> open, ChatStatus status, boolean over) {
    private static final int TAIL_FACTS = 64;

    Board {
        tail = List.copyOf(tail);
        open = List.copyOf(open);
    }

    /** @param closes what has to be read to its end before this fact */
    record Shown(Recorded event, Optional<? extends OpenOutput> closes) {}

    /** The facts after a seq; empty when the tail does not reach back that far. */
    Optional<List<Shown>> after(long cursor) {
        long first = seq - tail.size() + 1;
        return cursor + 1 < first
                ? Optional.empty()
                : Optional.of(tail.subList((int) (cursor + 1 - first), tail.size()));
    }

    static List<Shown> longer(List<Shown> tail, List<Shown> more) {
        var all = new ArrayList<>(tail);
        all.addAll(more);
        return all.subList(Math.max(0, all.size() - TAIL_FACTS), all.size());
    }
}
