package carillon.core.tool;

/** What a call does to the world around it, as far as permission depends on it. */
public enum ToolKind {
    /** Looks, asks or tells, and changes nothing outside its chat. */
    LOOK,
    /** Writes files of the workspace. */
    CHANGE_FILES,
    /** Runs an argument list known to change nothing. */
    HARMLESS_COMMAND,
    /** Runs what nobody can tell the outcome of; every shell string is at least this. */
    RISKY_COMMAND,
    /** Runs what destroys data or stops the computer. */
    DESTRUCTIVE_COMMAND,
    FETCH_PUBLIC,
    /** Fetches from this computer or the network it is in. */
    FETCH_PRIVATE,
    CREATE_AGENT,
    /** A tool of an MCP server that its server calls read-only. */
    MCP_READ_ONLY,
    MCP
}
