package carillon.app;

import carillon.app.KillPoint.Act;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** How and when a process comes to its end. */
sealed interface Fate {
    Set<Act> ABOUT_TOOLS = Set.of(
            Act.REQUEST_TOOL,
            Act.ASK_APPROVAL,
            Act.ANSWER_APPROVAL,
            Act.CANCEL_APPROVAL,
            Act.START_TOOL,
            Act.STORE_RESULT,
            Act.STOP_TOOL,
            Act.LOSE_TOOL,
            Act.RUN_TOOL,
            Act.HEAR_TOOL);

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
     * As many fates as asked for: the first on an empty folder, two thirds of the others at points, every other of them
     * about tools. No point comes again before all of its kind have come.
     */
    static List<Fate> deal(int count, Random random) {
        var words = new ArrayDeque<KillPoint>();
        var tools = new ArrayDeque<KillPoint>();
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
                case 0, 2 -> fates.add(atPoint(next(tools, true, random), random));
                default -> fates.add(atPoint(next(words, false, random), random));
            }
        }
        return fates;
    }

    private static KillPoint next(Deque<KillPoint> left, boolean aboutTools, Random random) {
        if (left.isEmpty()) {
            var again = new ArrayList<>(KillPoint.all());
            again.removeIf(point -> ABOUT_TOOLS.contains(point.act()) != aboutTools);
            Collections.shuffle(again, random);
            left.addAll(again);
        }
        return left.removeFirst();
    }

    private static Fate atPoint(KillPoint point, Random random) {
        return switch (point.act()) {
            case INTERRUPT -> new AtPoint(point, 1 + random.nextInt(2), true);
            case LOSE_TOOL -> new AtPoint(point, 1, true);
            case HEAR_MODEL -> new AtPoint(point, 1 + random.nextInt(200), random.nextBoolean());
            case SAVE_TEXT -> new AtPoint(point, 1 + random.nextInt(2), false);
            case REQUEST_TOOL, ASK_APPROVAL, ANSWER_APPROVAL, START_TOOL, RUN_TOOL, HEAR_TOOL, STORE_RESULT ->
                new AtPoint(point, 1 + random.nextInt(3), random.nextInt(4) == 0);
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
                    CANCEL_APPROVAL,
                    STOP_TOOL,
                    SAVE_SEEN,
                    SAVE_WORLD,
                    ASK_FOR_TITLE -> new AtPoint(point, 1, false);
        };
    }
}
