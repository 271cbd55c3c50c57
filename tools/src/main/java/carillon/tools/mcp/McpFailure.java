package carillon.tools.mcp;

/** A server could not be started or asked; the message is fit for people and models. */
final class McpFailure extends Exception {
    private static final long serialVersionUID = 1;

    McpFailure(String message) {
        super(message);
    }
}
