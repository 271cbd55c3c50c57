package carillon.app;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The class path of this test run as jars, as a build would leave them. */
final class Jars {
    private Jars() {}

    static void ofThisClassPath(Path folder) {
        try {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                add(Path.of(entry), folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Path entry, Path folder) throws IOException {
        if (entry.endsWith("test-classes")) return;
        if (Files.isRegularFile(entry)) {
            Files.copy(entry, folder.resolve(entry.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } else if (Files.isDirectory(entry)) {
            try (var files = Files.list(folder)) {
                pack(entry, folder.resolve("classes-" + files.count() + ".jar"));
            }
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                var packed = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }
}
