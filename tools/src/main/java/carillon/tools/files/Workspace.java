package carillon.tools.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder that agents of a world work in, and the one place that opens files for them.
 * A path is made canonical, must lie in the folder, and is then entered name by name without following a link, so that a
 * link put there meanwhile leads nowhere; what was opened is looked at once more. Safe for many threads.
 */
public final class Workspace {
    /** The folder of the data folder in which workspaces may lie. */
    public static final String OWN_WORKSPACES = "workspaces";

    private static final int MOST_NAMES = 100_000;
    private static final String FRESH = ".carillon-new-";

    private final WorkspacePaths paths;
    private final Folder.Opener opener;

    /** What a path is wanted for. */
    public enum Use {
        READ,
        WRITE
    }

    /**
     * What is open for reading.
     *
     * @param bytes the file's length when it was opened
     */
    public record OpenFile(SeekableByteChannel channel, long bytes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private Workspace(WorkspacePaths paths, Folder.Opener opener) {
        this.paths = paths;
        this.opener = opener;
    }

    /**
     * The workspace in this folder.
     *
     * @param dataFolder the program's own, which is never within reach
     * @throws IOException if there is no such folder, or agents may not work there; the message says so
     */
    public static Workspace at(Path folder, Path dataFolder) throws IOException {
        return at(folder, Optional.of(dataFolder), SecureFolder::open);
    }

    /** A folder that the person keeps for agents to read, wherever it lies. */
    public static Workspace ownFolder(Path folder) throws IOException {
        return at(folder, Optional.empty(), SecureFolder::open);
    }

    /** Whether it is worth entering a folder to look for that; says nothing of what may be done there. */
    public static boolean mayHold(Path folder, String path) {
        return Files.exists(folder.resolve(path));
    }

    static Workspace at(Path folder, Optional<Path> dataFolder, Folder.Opener opener) throws IOException {
        return new Workspace(WorkspacePaths.at(folder, dataFolder), opener);
    }

    /** The folder itself, canonical. */
    public Path folder() {
        return paths.root();
    }

    public boolean holdsDataFolder() {
        return paths.holdsDataFolder();
    }

    /** The canonical path of a spot, to tell files apart by; not to be opened. */
    Path file(Spot spot) {
        return paths.file(spot);
    }

    /**
     * The place that a path means.
     *
     * @param given from the workspace on, or absolute; need not exist
     * @throws RefusedPathException if it may not be used so
     */
    public Spot find(String given, Use use) throws IOException {
        return paths.find(given, use);
    }

    /** What stands there, or nothing. */
    public Optional<Entry> entry(Spot spot) throws IOException {
        if (spot.isWorkspace()) return Optional.of(new Entry(".", Entry.Kind.FOLDER, 0));
        try (Folder folder = enter(spot.parent())) {
            return Optional.of(
                    entry(spot.names().getLast(), folder.attributes(spot.names().getLast())));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** @throws IOException if it is no file that can be read */
    public OpenFile open(Spot spot) throws IOException {
        if (spot.isWorkspace()) throw new RefusedPathException("'.' is a folder.");
        String name = spot.names().getLast();
        try (Folder folder = enter(spot.parent())) {
            BasicFileAttributes before = folder.attributes(name);
            if (!before.isRegularFile()) throw notAFile(spot, before);
            SeekableByteChannel channel = folder.open(name, Set.of(StandardOpenOption.READ));
            try {
                BasicFileAttributes after = folder.attributes(name);
                if (!sameFile(before, after)) throw changed(spot);
                checkReal(spot, after);
                return new OpenFile(channel, channel.size());
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /**
     * Reads a file from its beginning.
     *
     * @return empty when it has more bytes than that
     */
    public Optional<byte[]> read(Spot spot, int mostBytes) throws IOException {
        try (OpenFile file = open(spot)) {
            if (file.bytes() > mostBytes) return Optional.empty();
            byte[] bytes = Channels.newInputStream(file.channel()).readNBytes(mostBytes + 1);
            return bytes.length > mostBytes ? Optional.empty() : Optional.of(bytes);
        }
    }

    /** Puts a whole file in place at once, with the permissions of the one it replaces; folders on the way are made. */
    public void write(Spot spot, byte[] content) throws IOException {
        if (spot.isWorkspace()) throw new RefusedPathException("'.' is a folder.");
        FileNames.checkWritable(spot.names());
        String name = spot.names().getLast();
        try (Folder folder = enterMaking(spot.parent())) {
            checkReal(spot.parent(), folder.attributes());
            @Nullable BasicFileAttributes before = attributesIfAny(folder, name);
            if (before != null && !before.isRegularFile()) throw notAFile(spot, before);
            String fresh = FRESH + UUID.randomUUID();
            try {
                fill(folder, fresh, content);
                if (before != null) folder.copyPermissions(name, fresh);
                checkReal(spot.parent(), folder.attributes());
                folder.move(fresh, folder, name);
            } catch (IOException | RuntimeException e) {
                deleteQuietly(folder, fresh);
                throw e;
            }
        }
    }

    /**
     * What a folder holds, in the order of the names; the program's own folder is left out.
     *
     * @throws IOException if it is no folder that can be read
     */
    public List<Entry> list(Spot spot) throws IOException {
        try (Folder folder = enter(spot)) {
            checkReal(spot, folder.attributes());
            var entries = new ArrayList<Entry>();
            for (String name : folder.names(MOST_NAMES).stream().sorted().toList()) {
                @Nullable BasicFileAttributes attributes = attributesIfAny(folder, name);
                if (attributes == null || paths.isOwn(attributes)) continue;
                entries.add(entry(name, attributes));
            }
            return entries;
        }
    }

    private Folder enter(Spot spot) throws IOException {
        Folder folder = opener.open(paths.root());
        for (String name : spot.names()) folder = next(folder, name);
        return folder;
    }

    private Folder enterMaking(Spot spot) throws IOException {
        Folder folder = opener.open(paths.root());
        for (String name : spot.names()) {
            if (missing(folder, name)) make(folder, name);
            folder = next(folder, name);
        }
        return folder;
    }

    private Folder next(Folder folder, String name) throws IOException {
        try (folder) {
            Folder inner = folder.enter(name);
            if (paths.isOwn(inner.attributes())) {
                inner.close();
                throw WorkspacePaths.own();
            }
            return inner;
        }
    }

    private static boolean missing(Folder folder, String name) throws IOException {
        try {
            return attributesIfAny(folder, name) == null;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Made where no agent can have put a link, and moved from there. */
    private void make(Folder folder, String name) throws IOException {
        String fresh = FRESH + UUID.randomUUID();
        try (Folder top = opener.open(paths.root())) {
            Files.createDirectory(paths.root().resolve(fresh));
            try {
                top.move(fresh, folder, name);
            } catch (IOException | RuntimeException e) {
                deleteQuietly(top, fresh);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void fill(Folder folder, String name, byte[] content) throws IOException {
        try (SeekableByteChannel channel =
                folder.open(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) channel.write(left);
            if (channel instanceof FileChannel file) file.force(true);
        }
    }

    /** That the path still leads, without a link, to what was opened. */
    private void checkReal(Spot spot, BasicFileAttributes opened) throws IOException {
        Path path = paths.file(spot);
        Path real = path.toRealPath();
        if (!real.equals(path)
                || !sameFile(
                        opened, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))) {
            throw changed(spot);
        }
    }

    private static @Nullable BasicFileAttributes attributesIfAny(Folder folder, String name) throws IOException {
        try {
            return folder.attributes(name);
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private static Entry entry(String name, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) return new Entry(name, Entry.Kind.FILE, attributes.size());
        if (attributes.isDirectory()) return new Entry(name, Entry.Kind.FOLDER, 0);
        return new Entry(name, attributes.isSymbolicLink() ? Entry.Kind.LINK : Entry.Kind.OTHER, 0);
    }

    private static boolean sameFile(BasicFileAttributes one, BasicFileAttributes other) {
        return Objects.equals(one.fileKey(), other.fileKey());
    }

    private static void deleteQuietly(Folder folder, String name) {
        try {
            folder.delete(name);
        } catch (IOException _) {
            // it was moved or never made
        }
    }

    private static RefusedPathException changed(Spot spot) {
        return new RefusedPathException("'" + spot + "' was replaced while it was opened. Try again.");
    }

    private static RefusedPathException notAFile(Spot spot, BasicFileAttributes attributes) {
        String what = attributes.isDirectory() ? "a folder" : attributes.isSymbolicLink() ? "a link" : "no plain file";
        return new RefusedPathException("'" + spot + "' is " + what + ".");
    }
}
