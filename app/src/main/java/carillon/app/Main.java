package carillon.app;

import java.util.List;

/** Where {@code ./carillon} enters Java. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Logs.keepUntilTheEnd();
        var terminal = new Terminal(System.out, System.err);
        System.exit(new Commands(terminal, System.getenv()).run(List.of(args)).code());
    }
}
