package carillon.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How and when a process comes to its end. */
sealed interface Fate {
    /** At a named point, reached for the n-th time since the start or since there is work to do. */
    record AtPoint(KillPoint point, int nth, boolean fromStart) implements Fate {
        String order() {
            return point + " " + nth;
        }
    }

    /** SIGKILL so many milliseconds after the start, or after there is work to do. */
    record AtTime(int millis, boolean fromStart) implements Fate {}

    /** SIGTERM, and SIGKILL so many milliseconds later if it still lives. */
    record WhileEnding(int millis, int patience) implements Fate {}

    /**
     * As many fates as asked for: the first on an empty folder, two thirds of the others at points, none of which comes
     * again before all have come.
     */
    static List<Fate> deal(int count, Random random) {
        var points = new ArrayList<KillPoint>();
        var fates = new ArrayList<Fate>();
        fates.add(new AtTime(random.nextInt(1_500), true));
        while (fates.size() < count) {
            switch (fates.size() % 6) {
                case 1 -> fates.add(new AtTime(random.nextInt(500, 3_000), false));
                case 3 ->
                    fates.add(
                            random.nextBoolean()
                                    ? new AtTime(random.nextInt(2_500), true)
                                    : new WhileEnding(random.nextInt(1_000), random.nextInt(200)));
                default -> {
                    if (points.isEmpty()) {
                        points.addAll(KillPoint.all());
                        Collections.shuffle(points, random);
                    }
                    fates.add(atPoint(points.removeLast(), random));
                }
            }
        }
        return fates;
    }

    private static Fate atPoint(KillPoint point, Random random) {
        return switch (point.act()) {
            case INTERRUPT -> new AtPoint(point, 1 + random.nextInt(2), true);
            case HEAR_MODEL -> new AtPoint(point, 1 + random.nextInt(200), random.nextBoolean());
            case SAVE_TEXT -> new AtPoint(point, 1 + random.nextInt(2), false);
            case ADMIT, START_TURN, STORE_ANSWER, ASK_MODEL ->
                new AtPoint(point, 1 + random.nextInt(4), random.nextInt(3) == 0);
            case CREATE,
                    CONTINUE_TURN,
                    STOP,
                    RENAME,
                    STORE_TITLE,
                    WITHDRAW,
                    EDIT_QUEUED,
                    REWIND,
                    UNDO,
                    PAUSE,
                    RESUME,
                    TRASH,
                    RESTORE,
                    SAVE_SEEN,
                    SAVE_WORLD,
                    ASK_FOR_TITLE -> new AtPoint(point, 1, false);
        };
    }
}
