package carillon.tools.web;

/** Where an address is. */
enum Reach {
    PUBLIC,
    /** This computer or a network that it is in: a person decides. */
    PRIVATE,
    /** Never to be connected to. */
    REFUSED;

    Reach worseOf(Reach other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
