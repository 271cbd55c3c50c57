package carillon.models;

import carillon.core.id.ProviderId;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code providers.json}: readable by its owner alone, replaced as a whole or not at all. A file that cannot
 * be understood is never written over: it is moved aside before the first change. One thread at a time.
 */
final class SettingsFile {
    private static final System.Logger LOG = System.getLogger("carillon.models");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "providers.json";
    private static final int MAX_BYTES = 1 << 20;

    private final Path folder;
    private final Path file;
    private boolean damaged;
    /** The file's content, with what a newer version of this program may have put there. */
    private ObjectNode content = JSON.createObjectNode();

    SettingsFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** What is stored; nothing when there is no file or it cannot be understood. */
    Map<ProviderId, StoredProvider> read() {
        try {
            if (Files.size(file) > MAX_BYTES) throw new IOException("too long");
            closeToOthers();
            if (!(JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode tree)) {
                throw new IOException("not an object");
            }
            Map<ProviderId, StoredProvider> settings = parsed(tree);
            content = tree;
            return settings;
        } catch (NoSuchFileException _) {
            return Map.of();
        } catch (IOException | JacksonException | IllegalArgumentException _) {
            damaged = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The provider settings in {0} cannot be understood and are not used. The next change moves the file aside.",
                    NAME);
            return Map.of();
        }
    }

    /** Stores one provider's settings and returns once they would survive a power cut. */
    void write(ProviderId provider, StoredProvider settings) throws IOException {
        ObjectNode next = content.deepCopy();
        ObjectNode entry =
                next.get(provider.value()) instanceof ObjectNode known ? known : next.putObject(provider.value());
        put(entry, "apiKey", settings.key().map(Secret::value));
        put(entry, "baseUrl", settings.baseUrl().map(URI::toString));
        entry.remove("maxConcurrent");
        settings.maxConcurrent().ifPresent(limit -> entry.put("maxConcurrent", limit));
        entry.remove("firstByteMillis");
        settings.firstByte().ifPresent(limit -> entry.put("firstByteMillis", limit.toMillis()));
        entry.remove("betweenTokensMillis");
        settings.betweenTokens().ifPresent(limit -> entry.put("betweenTokensMillis", limit.toMillis()));
        replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
        content = next;
    }

    private static void put(ObjectNode entry, String name, Optional<String> value) {
        if (value.isPresent()) entry.put(name, value.get());
        else entry.remove(name);
    }

    private static Map<ProviderId, StoredProvider> parsed(ObjectNode tree) {
        var settings = new HashMap<ProviderId, StoredProvider>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            if (!(entry.getValue() instanceof ObjectNode values)) throw new IllegalArgumentException("not an object");
            settings.put(
                    ProviderId.parse(entry.getKey()),
                    new StoredProvider(
                            text(values, "apiKey").map(Secret::new),
                            text(values, "baseUrl").map(URI::create),
                            number(values, "maxConcurrent").map(Math::toIntExact),
                            number(values, "firstByteMillis").map(Duration::ofMillis),
                            number(values, "betweenTokensMillis").map(Duration::ofMillis)));
        }
        return Map.copyOf(settings);
    }

    private static Optional<String> text(ObjectNode values, String name) {
        JsonNode value = values.get(name);
        if (value == null || value.isNull()) return Optional.empty();
        if (!value.isString()) throw new IllegalArgumentException(name + " is not a text");
        return Optional.of(value.stringValue());
    }

    private static Optional<Long> number(ObjectNode values, String name) {
        JsonNode value = values.get(name);
        if (value == null || value.isNull()) return Optional.empty();
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(name + " is not a whole number");
        }
        return Optional.of(value.longValue());
    }

    private void replace(byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        if (damaged && Files.exists(file)) moveAside();
        Path next = Files.createTempFile(folder, NAME, ".new", ownerOnly());
        try {
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) channel.write(left);
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
        syncFolder();
    }

    private void moveAside() throws IOException {
        for (int i = 1; ; i++) {
            Path aside = folder.resolve(NAME + ".damaged-" + i);
            if (Files.exists(aside)) continue;
            Files.move(file, aside);
            damaged = false;
            LOG.log(System.Logger.Level.WARNING, "The damaged provider settings are kept as {0}.", aside.getFileName());
            return;
        }
    }

    private void syncFolder() {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // some systems cannot open folders; there the rename is as safe as it gets
        }
    }

    private void closeToOthers() throws IOException {
        if (!posix()) return;
        var wanted = PosixFilePermissions.fromString("rw-------");
        if (!wanted.containsAll(Files.getPosixFilePermissions(file))) Files.setPosixFilePermissions(file, wanted);
    }

    private FileAttribute<?>[] ownerOnly() {
        if (!posix()) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private boolean posix() {
        Set<String> views = folder.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix");
    }
}
