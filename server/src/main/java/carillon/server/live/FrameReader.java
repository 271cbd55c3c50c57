package carillon.server.live;

import io.helidon.common.buffers.DataReader;
import java.io.ByteArrayOutputStream;

/** Reads frames from a window, whole messages at a time. Refuses what is longer than a message may be. */
final class FrameReader {
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int CONTROL = 0x08;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED = 1003;
    private static final int TOO_BIG = 1009;
    private static final byte[] NOTHING = {};

    private final DataReader in;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean inMessage;

    FrameReader(DataReader in) {
        this.in = in;
    }

    /**
     * Waits for the next message or control frame.
     *
     * @throws DataReader.InsufficientDataAvailableException if the peer is gone
     */
    Frame next() {
        while (true) {
            int first = in.read() & 0xFF;
            int second = in.read() & 0xFF;
            if ((first & RESERVED) != 0 || (second & MASKED) == 0) return new Frame.Broken(PROTOCOL_ERROR);
            long length = length(second & ~MASKED);
            int opcode = first & OPCODE;
            boolean last = (first & FIN) != 0;
            if (opcode >= CONTROL) {
                if (!last || length > MAX_CONTROL_BYTES) return new Frame.Broken(PROTOCOL_ERROR);
                return control(opcode, payload((int) length));
            }
            if (length < 0 || length + message.size() > LiveLimits.MAX_MESSAGE_BYTES) return new Frame.Broken(TOO_BIG);
            if (opcode == 2) return new Frame.Broken(UNSUPPORTED);
            if (opcode > 2 || inMessage != (opcode == 0)) return new Frame.Broken(PROTOCOL_ERROR);
            message.writeBytes(payload((int) length));
            inMessage = !last;
            if (last) {
                byte[] whole = message.toByteArray();
                message.reset();
                return new Frame.Text(whole);
            }
        }
    }

    private static Frame control(int opcode, byte[] payload) {
        return switch (opcode) {
            case 0x8 -> new Frame.Close();
            case 0x9 -> new Frame.Ping(payload);
            case 0xA -> new Frame.Pong();
            default -> new Frame.Broken(PROTOCOL_ERROR);
        };
    }

    private long length(int said) {
        return switch (said) {
            case 126 -> number(2);
            case 127 -> number(8);
            default -> said;
        };
    }

    private long number(int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) number = (number << 8) | (in.read() & 0xFF);
        return number;
    }

    private byte[] payload(int length) {
        byte[] mask = in.readBytes(4);
        if (length == 0) return NOTHING;
        byte[] payload = in.readBytes(length);
        for (int i = 0; i < length; i++) payload[i] ^= mask[i & 3];
        return payload;
    }
}
