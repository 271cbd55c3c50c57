package carillon.server.live;

import carillon.server.json.JsonOut;
import java.io.IOException;

/** Puts frames one after another into a buffer, so that many go out in one write. For the writing thread only. */
final class FrameWriter {
    private static final int FLUSH_BYTES = 32 * 1_024;
    private static final int LONGEST_HEADER = 10;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final byte[] NOTHING = {};

    private final JsonOut buffer = new JsonOut();
    private final Outlet outlet;
    private int start;
    private boolean inText;

    FrameWriter(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Where the next text frame's JSON goes; {@link #endText} ends the frame. One that was not ended is forgotten. */
    JsonOut text() {
        forgetHalf();
        inText = true;
        start = buffer.size();
        buffer.skip(LONGEST_HEADER);
        return buffer;
    }

    void endText() throws IOException {
        int payload = start + LONGEST_HEADER;
        int length = buffer.size() - payload;
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        buffer.pull(payload, LONGEST_HEADER - header);
        buffer.set(start, TEXT);
        if (header == 2) {
            buffer.set(start + 1, length);
        } else {
            buffer.set(start + 1, header == 4 ? 126 : 127);
            for (int i = 0; i < header - 2; i++) buffer.set(start + header - 1 - i, i < 4 ? length >>> (8 * i) : 0);
        }
        buffer.apart();
        inText = false;
        if (buffer.size() > FLUSH_BYTES) flush();
    }

    void ping() {
        control(PING, NOTHING);
    }

    void pong(byte[] payload) {
        control(PONG, payload);
    }

    void close(int code) {
        control(CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
    }

    boolean isFull() {
        return buffer.size() > FLUSH_BYTES / 2;
    }

    void flush() throws IOException {
        forgetHalf();
        outlet.write(buffer);
    }

    private void forgetHalf() {
        if (inText) buffer.cut(start);
        inText = false;
    }

    private void control(int opcode, byte[] payload) {
        forgetHalf();
        buffer.raw(new byte[] {(byte) opcode, (byte) payload.length});
        buffer.raw(payload);
    }
}
