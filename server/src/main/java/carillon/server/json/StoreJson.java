package carillon.server.json;

import carillon.engine.spi.StorageException.Trouble;
import java.util.Optional;

/** Whether the store takes writes, in the words of the wire. */
public final class StoreJson {
    private StoreJson() {}

    /** {@code ok}, or the code that a refused request has. */
    public static String state(Optional<Trouble> trouble) {
        return trouble.map(each -> problem(each).code().text()).orElse("ok");
    }

    /** Writes {@code {state, detail?}}. */
    public static void write(JsonOut out, Optional<Trouble> trouble) {
        out.begin().word("state", state(trouble));
        trouble.ifPresent(each -> out.field("detail", problem(each).detail()));
        out.end();
    }

    /** What is refused for this, with what to do about it. */
    public static Problem problem(Trouble trouble) {
        return switch (trouble) {
            case FULL ->
                new Problem(
                        ProblemCode.STORAGE_FULL,
                        "The disk is full: nothing new can be saved. Make room; Carillon goes on by itself.");
            case READ_ONLY ->
                unavailable("The data folder cannot be written: nothing new can be saved. Make it writable again;"
                        + " Carillon goes on by itself.");
            case LOCKED ->
                unavailable("Another program keeps the data file locked: nothing new can be saved. End that program;"
                        + " Carillon goes on by itself.");
            case OTHER ->
                unavailable("The data file cannot be used, and the log says why. Carillon goes on by itself when it can"
                        + " be used again.");
            case DAMAGED ->
                new Problem(
                        ProblemCode.STORAGE_DAMAGED,
                        "Something that is needed for this is damaged in the data file. Other chats are not affected. End"
                                + " Carillon and run 'carillon rebuild', which keeps all that can be read.");
            case CLOSED -> new Problem(ProblemCode.CLOSING, "Try again when it has started");
        };
    }

    private static Problem unavailable(String detail) {
        return new Problem(ProblemCode.STORAGE_UNAVAILABLE, detail);
    }
}
