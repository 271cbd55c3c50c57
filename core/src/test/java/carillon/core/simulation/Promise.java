package carillon.core.simulation;

import java.util.Arrays;

/** What must hold. */
final class Promise {
    private Promise() {}

    static void kept(boolean holds, String promise, Object... seen) {
        if (!holds) throw new AssertionError(promise + ": " + Arrays.toString(seen));
    }
}
