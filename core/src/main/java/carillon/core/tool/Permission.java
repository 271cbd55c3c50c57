package carillon.core.tool;

import carillon.core.world.ToolMode;

/** Whether a call may run. */
public enum Permission {
    YES,
    NO,
    /** A person decides. */
    APPROVAL;

    /** The one table of who may do what. */
    public static Permission of(ToolKind kind, ToolMode mode) {
        return switch (kind) {
            case LOOK, FETCH_PUBLIC -> YES;
            case FETCH_PRIVATE -> APPROVAL;
            case CHANGE_FILES, HARMLESS_COMMAND -> row(mode, NO, YES);
            case RISKY_COMMAND, CREATE_AGENT, MCP -> row(mode, NO, APPROVAL);
            case DESTRUCTIVE_COMMAND -> row(mode, NO, NO);
            case MCP_READ_ONLY -> row(mode, YES, YES);
        };
    }

    private static Permission row(ToolMode mode, Permission read, Permission auto) {
        return switch (mode) {
            case READ -> read;
            case ASK -> APPROVAL;
            case AUTO -> auto;
        };
    }
}
