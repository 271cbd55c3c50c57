package carillon.tools.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder known by its path, on systems that cannot hold one by its descriptor, such as Windows. */
record PathFolder(Path path) implements Folder {
    @Override
    public Folder enter(String name) throws IOException {
        if (!attributes(name).isDirectory()) throw new NotDirectoryException(name);
        return new PathFolder(path.resolve(name));
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException {
        var all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return Files.newByteChannel(path.resolve(name), all);
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
        if (!(to instanceof PathFolder folder)) throw new IllegalArgumentException("Not a folder of the same kind");
        Files.move(path.resolve(name), folder.path.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    public void copyPermissions(String from, String to) {
        // there are none to copy where folders are known by their paths
    }

    @Override
    public List<String> names(int most) throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (names.size() == most) break;
                @Nullable Path name = entry.getFileName();
                if (name != null) names.add(name.toString());
            }
        }
        return names;
    }

    @Override
    public void close() {
        // a path holds nothing open
    }
}
