package carillon.models;

/** Carries an interrupt through code that does not declare it. */
final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interrupted() {
        super("interrupted", null, false, false);
    }
}
