package carillon.core.world;

/** How much agents may do without being asked about it. */
public enum ToolMode {
    /** They look, and change nothing. */
    READ,
    /** What changes something waits for a person. */
    ASK,
    /** Changes inside the workspace and harmless commands run; the rest waits for a person or is refused. */
    AUTO;

    /** The one of the two that allows less. */
    public ToolMode narrowedTo(ToolMode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
