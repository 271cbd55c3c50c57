package carillon.server;

/** Another program listens on the port, so the server did not start. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int port;

    PortInUseException(int port) {
        super("Port " + port + " is in use by another program; choose another one, or 0 for any free one");
        this.port = port;
    }

    public int port() {
        return port;
    }
}
