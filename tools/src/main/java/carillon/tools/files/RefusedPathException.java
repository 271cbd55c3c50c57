package carillon.tools.files;

import java.io.IOException;

/** A path that a tool may not touch; the message says why and what to do. */
public final class RefusedPathException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedPathException(String message) {
        super(message);
    }
}
