package carillon.app;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/** Where a command speaks: what was asked for goes to {@code out}, everything else to {@code err}. */
record Terminal(PrintStream out, PrintStream err) {
    void answer(String line) {
        out.println(line);
        out.flush();
    }

    void remark(String line) {
        err.println("carillon: " + line);
        err.flush();
    }

    /** Whether a person reads {@code out} as it comes. */
    boolean isWatched() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
