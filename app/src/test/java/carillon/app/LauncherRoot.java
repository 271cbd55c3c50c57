package carillon.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A clone with the real launcher and a Maven that only pretends, so that starting can be tried without building. */
final class LauncherRoot {
    /** What a finished process left. */
    record Run(int exit, String out, String err) {}

    private static final List<String> USUAL_TOOLS = List.of(
            "sh",
            "cat",
            "cksum",
            "cp",
            "date",
            "dirname",
            "env",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sort",
            "touch",
            "uname");

    private final Path root;
    private final Path scratch;
    private final Map<String, String> env = new HashMap<>();
    private final List<Process> started = new ArrayList<>();

    /** @param temporary an empty folder; the clone has blanks in its name */
    LauncherRoot(Path temporary) {
        root = temporary.resolve("a clone of Carillon");
        scratch = temporary;
        Path repository = repository();
        write(scratch.resolve("jars/empty.jar"), "");
        write("pom.xml", "<project/>");
        write("app/pom.xml", "<project/>");
        write("app/src/main/java/Main.java", "class Main {}");
        write("app/src/test/java/MainTest.java", "class MainTest {}");
        write("renderer/pom.xml", "<project/>");
        write("renderer/src/main.tsx", "export {}");
        for (String file : List.of("carillon", ".mvn/find-jdk.sh", ".mvn/launch.sh", ".mvn/WithLock.java")) {
            copy(repository.resolve(file), root.resolve(file));
        }
        maven("");
        env.put("HOME", temporary.resolve("nobody").toString());
        env.put("PATH", temporary.resolve("tools") + ":" + tools(repository.resolve("app/target/tools")));
        env.put("CARILLON_NO_WINDOW", "1");
        node("v20.19.0");
    }

    Path root() {
        return root;
    }

    /** What Maven does besides noting that it was asked. */
    void maven(String doing) {
        script(root.resolve("mvnw"), """
                echo "$*" >>"%s"
                %s
                mkdir -p build/maven/carillon-app/lib renderer/dist
                echo '<html>' >renderer/dist/index.html
                cp "%s"/*.jar build/maven/carillon-app/lib/
                """.formatted(scratch.resolve("builds"), doing, scratch.resolve("jars")));
    }

    /** How Maven was called, one line a build. */
    List<String> builds() {
        try {
            Path builds = scratch.resolve("builds");
            return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void node(String version) {
        script(scratch.resolve("tools/node"), "echo " + version);
        script(scratch.resolve("tools/npm"), "exit 0");
    }

    void withoutNode() {
        delete(scratch.resolve("tools/node"));
        delete(scratch.resolve("tools/npm"));
    }

    LauncherRoot with(String variable, String value) {
        env.put(variable, value);
        return this;
    }

    /** A JDK that starts nothing but says how it was called; what the launcher itself runs is real. */
    LauncherRoot withPretendedJdk() {
        Path jdk = scratch.resolve("pretended jdk");
        write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/javac"), "exit 1");
        script(jdk.resolve("bin/java"), """
                case "$*" in
                  *WithLock.java*) exec "%s/bin/java" "$@" ;;
                  *Rehearsal*) ;;
                  *) echo "java $$ $*" ;;
                esac
                """.formatted(System.getProperty("java.home")));
        return with("CARILLON_JAVA_HOME", jdk.toString());
    }

    /** What this test runs with: this JDK, this module and what it needs. */
    LauncherRoot withThisJdk() {
        delete(scratch.resolve("jars/empty.jar"));
        Jars.ofThisClassPath(scratch.resolve("jars"));
        return with("CARILLON_JAVA_HOME", System.getProperty("java.home"));
    }

    Run run(String... args) {
        return finish(start(args));
    }

    Process start(String... args) {
        return startAs(root.resolve("carillon"), args);
    }

    Process startAs(Path launcher, String... args) {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(Arrays.asList(args));
        var builder = new ProcessBuilder(command).directory(scratch.toFile());
        builder.environment().clear();
        builder.environment().putAll(env);
        try {
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end; what it says fits into a pipe. */
    static Run finish(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(100, TimeUnit.SECONDS)) throw new AssertionError("It does not end");
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.exitValue(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Ends whatever was started and still runs. */
    void endAll() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }
        started.clear();
    }

    void write(String file, String text) {
        write(root.resolve(file), text);
    }

    void delete(String file) {
        delete(root.resolve(file));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void script(Path file, String body) {
        write(file, "#!/bin/sh\nset -e\n" + body + "\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PATH of its own: the usual tools, and neither a JDK nor Node.js. */
    private static Path tools(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String tool : USUAL_TOOLS) {
                if (Files.isSymbolicLink(folder.resolve(tool))) continue;
                Path real = Stream.of("/usr/bin", "/bin")
                        .map(each -> Path.of(each, tool))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No " + tool + " here"));
                Files.createSymbolicLink(folder.resolve(tool), real);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path repository() {
        for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.exists(each.resolve(".mvn/launch.sh"))) return each;
        }
        throw new AssertionError("No launcher above " + Path.of("").toAbsolutePath());
    }
}
