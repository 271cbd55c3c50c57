package carillon.models;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response without its framing. Never reads past what it has to, and closes nothing. */
final class BodyStream extends InputStream {
    private enum Framing {
        CHUNKED,
        COUNTED,
        TO_THE_END
    }

    private final WireReader wire;
    private final Framing framing;
    private long left;
    private boolean betweenChunks;
    private boolean ended;

    private BodyStream(WireReader wire, Framing framing, long left) {
        this.wire = wire;
        this.framing = framing;
        this.left = left;
    }

    static BodyStream chunked(WireReader wire) {
        return new BodyStream(wire, Framing.CHUNKED, 0);
    }

    static BodyStream counted(WireReader wire, long bytes) {
        return new BodyStream(wire, Framing.COUNTED, bytes);
    }

    static BodyStream toTheEnd(WireReader wire) {
        return new BodyStream(wire, Framing.TO_THE_END, Long.MAX_VALUE);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** @throws EOFException if the connection ended before the body did */
    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) return 0;
        if (left == 0 && framing == Framing.CHUNKED && !ended) nextChunk();
        if (left == 0) ended = true;
        if (ended) return -1;
        int n = wire.read(into, offset, (int) Math.min(count, left));
        if (n < 0) {
            if (framing != Framing.TO_THE_END) throw new EOFException("The connection ended within the answer");
            ended = true;
            return -1;
        }
        if (framing != Framing.TO_THE_END) left -= n;
        return n;
    }

    private void nextChunk() throws IOException {
        if (betweenChunks && !wire.line().isEmpty()) throw garbled();
        betweenChunks = true;
        String line = wire.line();
        int extension = line.indexOf(';');
        left = size((extension < 0 ? line : line.substring(0, extension)).strip());
        if (left == 0) {
            ended = true;
        }
    }

    private static long size(String hex) throws GarbledException {
        if (hex.isEmpty() || hex.length() > 15) throw garbled();
        long size = 0;
        for (int i = 0; i < hex.length(); i++) {
            int digit = Character.digit(hex.charAt(i), 16);
            if (digit < 0) throw garbled();
            size = size * 16 + digit;
        }
        return size;
    }

    private static GarbledException garbled() {
        return new GarbledException("sent a body that is not framed as HTTP/1.1 asks");
    }
}
