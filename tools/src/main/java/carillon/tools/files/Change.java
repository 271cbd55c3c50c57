package carillon.tools.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.Binding;
import carillon.tools.call.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file that a chat wants to change, as it is now. A chat changes only what it has seen as it is. */
final class Change {
    private static final String ABSENT = "absent";

    private final FileMemory memory;
    private final ToolPlace place;
    private final Workspace workspace;
    private final Spot spot;
    private final Path file;
    private final byte @Nullable [] content;
    private final String digest;

    private Change(FileMemory memory, ToolPlace place, Workspace workspace, Spot spot, byte @Nullable [] content) {
        this.memory = memory;
        this.place = place;
        this.workspace = workspace;
        this.spot = spot;
        this.file = workspace.file(spot);
        this.content = content;
        this.digest = digest(content);
    }

    /** @throws RefusedPathException if agents may not change the file */
    static Change of(FileMemory memory, ToolPlace place, Workspace workspace, String path) throws IOException {
        Spot spot = workspace.find(path, Workspace.Use.WRITE);
        return new Change(memory, place, workspace, spot, contentOf(workspace, spot));
    }

    Spot spot() {
        return spot;
    }

    boolean isNew() {
        return content == null;
    }

    /** @throws RefusedPathException if it is no text */
    String before() throws RefusedPathException {
        if (content == null) return "";
        try {
            if (ReadFile.isBinary(content)) throw new CharacterCodingException();
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException _) {
            throw new RefusedPathException("'" + spot + "' is no UTF-8 text. It can only be replaced by a command.");
        }
    }

    /** That this change cannot be made; what comes first is that the chat has not seen the file as it is. */
    Plan refused(String reason) {
        return new Plan.Refused(unseen().orElse(reason));
    }

    /** The plan to give the file this text; premature when the chat has not seen the file as it is. */
    Plan to(String after, String tool) throws RefusedPathException {
        String diff = TextDiff.of(spot, before(), after);
        String summary = (isNew() ? "Create " : "Change ") + spot;
        var question = new Plan.Question(summary, diff, tool, "every " + tool + " in this chat");
        var ready = new Plan.Ready(ToolKind.CHANGE_FILES, question, digest, _ -> {
            try {
                return memory.alone(file, () -> write(after, diff));
            } catch (IOException e) {
                return ToolResult.failure(FileTool.reason(e));
            }
        });
        Optional<String> unseen = unseen();
        return unseen.isPresent() ? new Plan.Premature(unseen.get(), ready) : ready;
    }

    private ToolResult write(String after, String diff) throws IOException {
        String now = digest(contentOf(workspace, spot));
        if (!now.equals(digest)) return ToolResult.failure(changed(now));
        byte[] bytes = after.getBytes(UTF_8);
        workspace.write(spot, bytes);
        memory.wrote(place.chat(), place.chatTitle(), file, Binding.of(bytes));
        String done = (isNew() ? "Created '" : "Changed '") + spot + "' (" + bytes.length + " bytes).";
        return new ToolResult(false, done, Optional.of(diff), List.of());
    }

    private Optional<String> unseen() {
        if (content == null) return Optional.empty();
        Optional<String> seen = memory.lastSeen(place.chat(), file);
        if (seen.isEmpty()) {
            return Optional.of(
                    "'" + spot + "' exists and this chat has not read it. Use read_file before changing it.");
        }
        return seen.get().equals(digest) ? Optional.empty() : Optional.of(changed(digest));
    }

    private String changed(String now) {
        String who = memory.otherAuthor(place.chat(), file, now)
                .map(title -> "by the chat \"" + title + "\" ")
                .orElse("");
        return "'" + spot + "' was changed " + who
                + "since this chat read it; nothing was written. Use read_file again.";
    }

    private static byte @Nullable [] contentOf(Workspace workspace, Spot spot) throws IOException {
        try {
            return workspace
                    .read(spot, ReadFile.MOST_BYTES_TO_CHANGE)
                    .orElseThrow(() -> new RefusedPathException("'" + spot
                            + "' has more than 8 MiB and is not changed by this tool. A command can change it."));
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private static String digest(byte @Nullable [] content) {
        return content == null ? ABSENT : Binding.of(content);
    }
}
