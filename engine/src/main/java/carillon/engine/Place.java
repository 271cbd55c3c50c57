package carillon.engine;

/** How far someone has come in the texts of something that is being put out, in UTF-16 units. For one thread. */
final class Place {
    private final int[] places;

    Place(OpenOutput of) {
        places = new int[of.texts()];
    }

    int of(int which) {
        return places[which];
    }

    void move(int which, int chars) {
        places[which] += chars;
    }
}
