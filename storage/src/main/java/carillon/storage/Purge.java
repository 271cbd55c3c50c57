package carillon.storage;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Removes what chats in the trash said, in small transactions, since appends of other chats wait meanwhile. A chat is
 * gone for everybody with the first of them; one that was cut off is finished by the next purge.
 */
final class Purge {
    private static final int CHATS = 100;
    private static final int ROWS = 500;

    private static final String BURY = """
            UPDATE chat SET life = 2, state = '', state_format = 0, unfinished = 0
            WHERE chat_id IN (SELECT chat_id FROM chat WHERE life = 1 AND deleted_at IS NOT NULL AND deleted_at < :before
                              LIMIT :most)""";
    private static final String BURIED =
            "SELECT chat_id FROM chat WHERE life = 2 AND deleted_at IS NOT NULL LIMIT :most";
    private static final List<String> CLEAR = List.of("""
            DELETE FROM event WHERE chat_id = :chat
            AND seq IN (SELECT seq FROM event WHERE chat_id = :chat LIMIT :most)""", """
            DELETE FROM message WHERE chat_id = :chat
            AND message_id IN (SELECT message_id FROM message WHERE chat_id = :chat LIMIT :most)""", """
            DELETE FROM open_text WHERE chat_id = :chat
            AND message_id IN (SELECT message_id FROM open_text WHERE chat_id = :chat LIMIT :most)""", """
            DELETE FROM tool_result WHERE chat_id = :chat
            AND message_id IN (SELECT message_id FROM tool_result WHERE chat_id = :chat LIMIT :most)""", """
            DELETE FROM picture WHERE chat_id = :chat
            AND image_id IN (SELECT image_id FROM picture WHERE chat_id = :chat LIMIT :most / 100)""");
    private static final String FORGET =
            "UPDATE chat SET life = 3, deleted_at = NULL WHERE chat_id = :chat AND life = 2";

    private final Writer writer;

    Purge(Writer writer) {
        this.writer = writer;
    }

    int run(Instant deletedBefore) {
        int purged = 0;
        int more;
        do {
            more = writer.write(connection -> bury(connection.handle(), deletedBefore));
            purged += more;
        } while (more > 0);
        List<String> left;
        do {
            left = writer.write(connection -> buried(connection.handle()));
            for (String chat : left) clear(chat);
        } while (!left.isEmpty());
        return purged;
    }

    private static int bury(Handle handle, Instant deletedBefore) {
        return handle.createUpdate(BURY)
                .bind("before", Nanos.nearest(deletedBefore))
                .bind("most", CHATS)
                .execute();
    }

    private static List<String> buried(Handle handle) {
        return handle.createQuery(BURIED)
                .bind("most", CHATS)
                .mapTo(String.class)
                .list();
    }

    private void clear(String chat) {
        for (String sql : CLEAR) {
            int removed;
            do {
                removed = writer.write(connection -> connection
                        .handle()
                        .createUpdate(sql)
                        .bind("chat", chat)
                        .bind("most", ROWS)
                        .execute());
            } while (removed > 0);
        }
        writer.write(connection ->
                connection.handle().createUpdate(FORGET).bind("chat", chat).execute());
    }
}
