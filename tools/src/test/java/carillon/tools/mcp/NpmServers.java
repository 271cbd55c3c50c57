package carillon.tools.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The npm packages that are tried, installed once into the build's folder. */
final class NpmServers {
    private static final Path FOLDER = Path.of("target", "mcp-servers").toAbsolutePath();
    private static final String VERSION = "2026.8.31";
    private static final int LIMIT_MINUTES = 5;

    private NpmServers() {}

    /** The file that node runs. */
    static Path of(String name) throws IOException, InterruptedException {
        Path main = FOLDER.resolve("node_modules/@modelcontextprotocol/" + name + "/dist/index.js");
        if (!Files.isRegularFile(main)) install(name);
        if (!Files.isRegularFile(main)) throw new AssertionError("npm did not bring " + main);
        return main;
    }

    private static void install(String name) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path log = FOLDER.resolve("npm-" + name + ".log");
        Process npm = new ProcessBuilder(List.of(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--prefix",
                        FOLDER.toString(),
                        "@modelcontextprotocol/" + name + "@" + VERSION))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new AssertionError("npm install of " + name + " failed:\n" + Files.readString(log));
        }
    }
}
