package carillon.tools.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder held by its descriptor: whoever renames or replaces it meanwhile changes nothing about where one is. */
final class SecureFolder implements Folder {
    private final SecureDirectoryStream<Path> stream;

    private SecureFolder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /** Holds it by descriptor where the system can, else by its path. */
    @SuppressWarnings("StreamResourceLeak") // the folder closes it
    static Folder open(Path real) throws IOException {
        DirectoryStream<Path> opened = Files.newDirectoryStream(real);
        if (opened instanceof SecureDirectoryStream<Path> secure) return new SecureFolder(secure);
        opened.close();
        return new PathFolder(real);
    }

    @Override
    public Folder enter(String name) throws IOException {
        return new SecureFolder(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        return view(name, BasicFileAttributeView.class).readAttributes();
    }

    @Override
    public BasicFileAttributes attributes() throws IOException {
        return stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
    }

    @Override
    public SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException {
        var all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return stream.newByteChannel(Path.of(name), all);
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
        if (!(to instanceof SecureFolder folder)) throw new IllegalArgumentException("Not a folder of the same kind");
        stream.move(Path.of(name), folder.stream, Path.of(newName));
    }

    @Override
    public void delete(String name) throws IOException {
        if (attributes(name).isDirectory()) stream.deleteDirectory(Path.of(name));
        else stream.deleteFile(Path.of(name));
    }

    @Override
    public void copyPermissions(String from, String to) throws IOException {
        view(to, PosixFileAttributeView.class)
                .setPermissions(view(from, PosixFileAttributeView.class)
                        .readAttributes()
                        .permissions());
    }

    @Override
    public List<String> names(int most) {
        var names = new ArrayList<String>();
        for (Path path : stream) {
            if (names.size() == most) break;
            @Nullable Path name = path.getFileName();
            if (name != null) names.add(name.toString());
        }
        return names;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private <V extends java.nio.file.attribute.FileAttributeView> V view(String name, Class<V> type) {
        return stream.getFileAttributeView(Path.of(name), type, LinkOption.NOFOLLOW_LINKS);
    }
}
