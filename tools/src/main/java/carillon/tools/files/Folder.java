package carillon.tools.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** An open folder. What is in it is reached by name, and no link is ever followed. One thread at a time. */
interface Folder extends Closeable {
    /** Opens the folder that a workspace is. */
    @FunctionalInterface
    interface Opener {
        Folder open(Path real) throws IOException;
    }

    Folder enter(String name) throws IOException;

    /** Of what has this name itself, be it a link. */
    BasicFileAttributes attributes(String name) throws IOException;

    /** Of this folder. */
    BasicFileAttributes attributes() throws IOException;

    SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException;

    /** Puts a file or folder into another folder in one step; a file that has the name there is replaced. */
    void move(String name, Folder to, String newName) throws IOException;

    void delete(String name) throws IOException;

    /** Gives a file the permissions of another one of this folder, where there are such. */
    void copyPermissions(String from, String to) throws IOException;

    /** At most so many of the names, in no order. */
    List<String> names(int most) throws IOException;

    @Override
    void close() throws IOException;
}
