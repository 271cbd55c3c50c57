package carillon.tools.files;

import carillon.core.text.Beginning;
import carillon.tools.call.PlainText;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.List;

/** Shows a change as a unified diff. */
final class TextDiff {
    private static final int CONTEXT = 3;
    /** Lines between the first and the last change up to which memory for the nicest difference is spent. */
    private static final int FEW = 500;
    /** Up to which the smallest difference is looked for. */
    private static final int MOST_COMPARED = 2_000;

    private static final int LONGEST = 256 << 10;

    private TextDiff() {}

    static String of(Spot spot, String before, String after) {
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        String from = before.isEmpty() ? "/dev/null" : "a/" + spot;
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(from, "b/" + spot, old, patch(old, fresh), CONTEXT);
        String diff = PlainText.visible(String.join("\n", lines));
        if (diff.length() <= LONGEST) return diff;
        return Beginning.of(diff, LONGEST) + "\n[The diff was cut after " + LONGEST + " characters.]";
    }

    private static Patch<String> patch(List<String> old, List<String> fresh) {
        int shorter = Math.min(old.size(), fresh.size());
        int head = 0;
        while (head < shorter && old.get(head).equals(fresh.get(head))) head++;
        int tail = 0;
        while (tail < shorter - head && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail)))
            tail++;
        List<String> oldPart = old.subList(head, old.size() - tail);
        List<String> freshPart = fresh.subList(head, fresh.size() - tail);
        var whole = new Patch<String>();
        if (oldPart.isEmpty() && freshPart.isEmpty()) return whole;
        int compared = Math.max(oldPart.size(), freshPart.size());
        if (compared <= FEW) return DiffUtils.diff(old, fresh, new MyersDiff<String>());
        if (compared <= MOST_COMPARED) return DiffUtils.diff(old, fresh, new MyersDiffWithLinearSpace<String>());
        whole.addDelta(new ChangeDelta<>(new Chunk<>(head, oldPart), new Chunk<>(head, freshPart)));
        return whole;
    }
}
