package carillon.engine;

import carillon.core.text.Beginning;
import java.util.ArrayList;
import java.util.List;

/**
 * The tool calls that a model is writing into a message: shown, never stored, and taken back when it is asked again. One
 * thread writes, any number read without waiting.
 */
final class WrittenCalls {
    /** Every piece that is shown names its tool, so a name as long as an answer would be sent again and again. */
    private static final int MOST_NAME_CHARS = 100;

    private static final Sheet BLANK = new Sheet(0, List.of());

    private volatile Sheet now = BLANK;

    /**
     * One call.
     *
     * @param index its place among the calls of the message, from 0
     */
    record Written(int index, String tool, GrowingText arguments) {}

    /**
     * What is written now.
     *
     * @param takenBack how often something was
     * @param calls     in their order; only the last one grows
     */
    record Sheet(int takenBack, List<Written> calls) {
        Sheet {
            calls = List.copyOf(calls);
        }

        boolean isEmpty() {
            return calls.isEmpty();
        }
    }

    Sheet now() {
        return now;
    }

    void append(int index, String tool, CharSequence more) {
        Sheet sheet = now;
        if (!sheet.isEmpty() && sheet.calls().getLast().index() == index) {
            sheet.calls().getLast().arguments().append(more);
            return;
        }
        var begun = new Written(index, Beginning.of(tool, MOST_NAME_CHARS), new GrowingText());
        begun.arguments().append(more);
        var calls = new ArrayList<>(sheet.calls());
        calls.add(begun);
        now = new Sheet(sheet.takenBack(), calls);
    }

    /** Takes back everything; false if there is nothing. */
    boolean takeBack() {
        Sheet sheet = now;
        if (sheet.isEmpty()) return false;
        now = new Sheet(sheet.takenBack() + 1, List.of());
        return true;
    }
}
