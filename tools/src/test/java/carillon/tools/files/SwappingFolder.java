package carillon.tools.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** A folder around which somebody is busy between any two steps. */
record SwappingFolder(Folder folder, Runnable somebody) implements Folder {
    static Opener with(Opener opener, Runnable somebody) {
        return (Path real) -> {
            somebody.run();
            return new SwappingFolder(opener.open(real), somebody);
        };
    }

    @Override
    public Folder enter(String name) throws IOException {
        somebody.run();
        return new SwappingFolder(folder.enter(name), somebody);
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        somebody.run();
        return folder.attributes(name);
    }

    @Override
    public BasicFileAttributes attributes() throws IOException {
        somebody.run();
        return folder.attributes();
    }

    @Override
    public SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException {
        somebody.run();
        return folder.open(name, options);
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
        somebody.run();
        if (!(to instanceof SwappingFolder other)) throw new IllegalArgumentException("Not a folder of the same kind");
        folder.move(name, other.folder, newName);
    }

    @Override
    public void delete(String name) throws IOException {
        folder.delete(name);
    }

    @Override
    public void copyPermissions(String from, String to) throws IOException {
        somebody.run();
        folder.copyPermissions(from, to);
    }

    @Override
    public List<String> names(int most) throws IOException {
        somebody.run();
        return folder.names(most);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
