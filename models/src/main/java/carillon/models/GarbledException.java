package carillon.models;

import java.io.IOException;

/** A server sent what makes no sense here. The message goes on from the provider's name: "sent a line of …". */
final class GarbledException extends IOException {
    private static final long serialVersionUID = 1;

    GarbledException(String message) {
        super(message);
    }
}
