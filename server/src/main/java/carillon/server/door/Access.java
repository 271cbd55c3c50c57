package carillon.server.door;

/** What a visitor has to show. */
public enum Access {
    /** Nothing: a file of the window, which holds no secret. */
    STATIC,
    /** Nothing yet: the request brings a start code. */
    CODE,
    /** The token or the window's cookie. */
    TOKEN,
    /** The token itself; a window's cookie is not enough. */
    TOKEN_ONLY
}
