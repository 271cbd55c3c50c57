package carillon.storage;

import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.engine.spi.Picture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Keeps the images that tools gave. Used on one thread at a time. */
final class PictureStatements implements AutoCloseable {
    static final String COLUMNS = "type, width, height, bytes";

    private static final String KEEP = """
            INSERT INTO picture (chat_id, image_id, type, width, height, bytes)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM chat WHERE chat_id = ?1 AND life < 2)
            ON CONFLICT (chat_id, image_id) DO NOTHING""";
    private static final String COPY = """
            INSERT INTO picture (chat_id, image_id, type, width, height, bytes)
            SELECT ?1, image_id, type, width, height, bytes FROM picture WHERE chat_id = ?2 AND image_id = ?3
            ON CONFLICT (chat_id, image_id) DO NOTHING""";

    private final PreparedStatement keep;
    private final PreparedStatement copy;

    PictureStatements(Connection connection) throws SQLException {
        keep = connection.prepareStatement(KEEP);
        copy = connection.prepareStatement(COPY);
    }

    void keep(ChatId chat, Picture picture) throws SQLException {
        ToolImage image = picture.image();
        keep.setString(1, chat.value());
        keep.setString(2, image.id().value());
        keep.setString(3, image.type().name());
        keep.setInt(4, image.width());
        keep.setInt(5, image.height());
        keep.setBytes(6, picture.bytes());
        keep.executeUpdate();
    }

    void copy(ChatId from, ChatId to, ImageId image) throws SQLException {
        copy.setString(1, to.value());
        copy.setString(2, from.value());
        copy.setString(3, image.value());
        copy.executeUpdate();
    }

    /** The picture in the {@link #COLUMNS}; empty if it is not what it is called. */
    static Optional<Picture> read(String image, ResultSet row) throws SQLException {
        try {
            byte[] bytes = row.getBytes("bytes");
            if (bytes == null) return Optional.empty();
            ImageType type = ImageType.valueOf(String.valueOf(row.getString("type")));
            Picture read = Picture.of(type, row.getInt("width"), row.getInt("height"), bytes);
            return Optional.of(read).filter(each -> each.image().id().value().equals(image));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        keep.close();
        copy.close();
    }
}
