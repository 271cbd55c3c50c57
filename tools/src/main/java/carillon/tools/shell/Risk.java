package carillon.tools.shell;

/** What a command may do. */
enum Risk {
    /** It is known to look and change nothing, inside the workspace alone. */
    HARMLESS,
    /** Nobody can tell. */
    RISKY,
    /** It destroys data or stops the computer. */
    DESTRUCTIVE
}
