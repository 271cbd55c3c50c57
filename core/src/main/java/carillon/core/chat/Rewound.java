package carillon.core.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a chat was before its history was last rewound, for as long as that can be undone.
 *
 * @param seq      of the fact that rewound it
 * @param firstSeq as in {@link ChatState}
 */
public record Rewound(
        long seq, Title title, long firstSeq, Optional<EndedTurn> lastTurn, List<ReplyCount> replyCounts) {
    /** The most that can be undone one after the other. */
    public static final int MOST = 50;

    public Rewound {
        replyCounts = List.copyOf(replyCounts);
    }

    List<Rewound> before(List<Rewound> earlier) {
        var all = new ArrayList<Rewound>();
        all.add(this);
        all.addAll(earlier);
        return all.subList(0, Math.min(MOST, all.size()));
    }
}
