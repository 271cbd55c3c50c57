package carillon.engine.spi;

/** Hears what a call puts out while it runs, on the call's own thread. */
@FunctionalInterface
public interface ToolListener {
    /** More output, without terminal escapes; never null. */
    void output(String more);
}
