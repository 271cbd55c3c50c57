package carillon.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Ties a stored body to the place it belongs to, so that neither a changed nor a misplaced one goes unnoticed. */
final class Checksum {
    private Checksum() {}

    static long ofEvent(String chat, long seq, long at, String kind, byte[] body) {
        return of(chat, seq, at, kind, body);
    }

    static long ofState(String chat, long lastSeq, byte[] body) {
        return of(chat, lastSeq, 0, "state", body);
    }

    static long ofOpenText(String chat, String message, String kind, int place, byte[] piece) {
        return of(chat + '\0' + message, place, 0, kind, piece);
    }

    static long ofWorld(String world, long version, byte[] body) {
        return of(world, version, 0, "world", body);
    }

    private static long of(String owner, long number, long at, String kind, byte[] body) {
        byte[] ownerBytes = owner.getBytes(UTF_8);
        byte[] kindBytes = kind.getBytes(UTF_8);
        var head = ByteBuffer.allocate(ownerBytes.length + kindBytes.length + 2 * Long.BYTES + 2);
        head.put(ownerBytes)
                .put((byte) 0)
                .putLong(number)
                .putLong(at)
                .put(kindBytes)
                .put((byte) 0);
        var sum = new CRC32C();
        sum.update(head.flip());
        sum.update(body);
        return sum.getValue();
    }
}
