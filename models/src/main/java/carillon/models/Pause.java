package carillon.models;

import java.time.Duration;

/** Waits. Tests put in one that does not. */
@FunctionalInterface
interface Pause {
    Pause REAL = Thread::sleep;

    void of(Duration length) throws InterruptedException;
}
