package carillon.core.world;

/** How much agents may do without being asked about it. */
public enum ToolMode {
    /** They look, and change nothing. */
    READ,
    /** What changes something waits for a person. */
    ASK,
    /** Changes inside the workspace and harmless commands run; the rest waits for a person or is refused. */
    AUTO
}
