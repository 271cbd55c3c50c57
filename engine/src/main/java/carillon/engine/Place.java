package carillon.engine;

import carillon.engine.spi.TextKind;

/** How far someone has come in the two texts of an open message, in UTF-16 units. For one thread. */
final class Place {
    private int text;
    private int reasoning;

    int of(TextKind kind) {
        return switch (kind) {
            case TEXT -> text;
            case REASONING -> reasoning;
        };
    }

    void move(TextKind kind, int chars) {
        switch (kind) {
            case TEXT -> text += chars;
            case REASONING -> reasoning += chars;
        }
    }
}
