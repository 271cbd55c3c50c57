package carillon.server.live;

/**
 * One message or control frame from a window.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, 5.2</a>
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
sealed interface Frame {
    record Text(byte[] utf8) implements Frame {}

    record Ping(byte[] payload) implements Frame {}

    record Pong() implements Frame {}

    record Close() implements Frame {}

    /** What came breaks the protocol or a limit; nothing after it can be read. */
    record Broken(int closeCode) implements Frame {}
}
