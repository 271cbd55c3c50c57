package carillon.engine;

import java.util.Arrays;

/** How far someone has come in the texts of something that is being put out, in UTF-16 units. For one thread. */
final class Place {
    private int[] places;
    private int takenBack;

    Place(OpenOutput of) {
        places = new int[of.texts()];
    }

    int of(int which) {
        return which < places.length ? places[which] : 0;
    }

    void move(int which, int chars) {
        if (which >= places.length) places = Arrays.copyOf(places, which + 1);
        places[which] += chars;
    }

    /** Whether something was taken back since the last time; whoever asks begins those texts anew. */
    boolean beginsAnew(int times, int from) {
        if (times == takenBack) return false;
        takenBack = times;
        places = Arrays.copyOf(places, from);
        return true;
    }
}
