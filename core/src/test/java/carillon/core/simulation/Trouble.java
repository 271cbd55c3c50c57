package carillon.core.simulation;

import java.util.random.RandomGenerator;

/** When the store refuses, and when the process dies over it. */
final class Trouble {
    private final RandomGenerator random;
    private final boolean refuses;
    private final boolean crashes;
    private boolean over;
    private boolean doomed;
    private int refusing;

    Trouble(RandomGenerator random) {
        this.random = random;
        refuses = random.nextInt(4) > 0;
        crashes = random.nextInt(4) > 0;
    }

    /** The store refuses for a while. */
    void begin() {
        if (refuses) refusing = random.nextInt(1, 30);
    }

    /** The process dies at one of the next points where it can. */
    void doom() {
        doomed = crashes;
    }

    void pass() {
        if (refusing > 0) refusing--;
    }

    /** From now on all goes well. */
    void end() {
        over = true;
        doomed = false;
        refusing = 0;
    }

    void onReading() {
        if (refusing > 0 && random.nextInt(3) == 0) throw new Refused();
    }

    void onAppend() {
        mayCrash();
        boolean refused = refusing > 0 ? random.nextInt(8) > 0 : !over && refuses && random.nextInt(60) == 0;
        if (refused) throw new Refused();
    }

    /** A point at which the process may die. */
    void mayCrash() {
        if (doomed && random.nextInt(4) == 0) throw new Crash();
    }

    void survived() {
        doomed = false;
    }

    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused() {
            super("the store refused", null, false, false);
        }
    }

    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("the process died", null, false, false);
        }
    }
}
