package carillon.tools.web;

/** A web address that is not fetched; the message says why and what to do. */
final class RefusedAddressException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedAddressException(String message) {
        super(message);
    }
}
