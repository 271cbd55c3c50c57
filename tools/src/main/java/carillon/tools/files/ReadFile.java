package carillon.tools.files;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.Arguments;
import carillon.tools.call.Binding;
import carillon.tools.call.Fields;
import carillon.tools.call.Plan;
import carillon.tools.image.Pictures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Optional;

/** Gives the lines of a text file, and shows the person an image. */
final class ReadFile extends FileTool {
    static final int MOST_LINES = 2_000;
    static final int MOST_CHARS = 256 << 10;
    /** The largest file that can be changed here, in bytes. */
    static final int MOST_BYTES_TO_CHANGE = 8 << 20;

    private static final int BINARY_WITHIN = 8 << 10;

    private final FileMemory memory;

    ReadFile(Path dataFolder, FileMemory memory) {
        super(
                "read_file",
                "Reads a text file of the workspace: at most " + MOST_LINES + " lines or 256 KiB at once."
                        + " A PNG, JPEG, GIF or WebP image is shown to the person, not to you.",
                new Fields()
                        .text("path", "the file, from the workspace on")
                        .optionalNumber("offset", "the first line to read, from 1", 1, Integer.MAX_VALUE)
                        .optionalNumber("limit", "how many lines to read", 1, MOST_LINES),
                ToolKind.LOOK,
                dataFolder);
        this.memory = memory;
    }

    @Override
    Plan plan(ToolPlace place, Workspace workspace, Arguments arguments) throws IOException {
        Spot spot = workspace.find(arguments.text("path"), Workspace.Use.READ);
        long offset = arguments.number("offset", 1);
        long limit = arguments.number("limit", MOST_LINES);
        return look(() -> {
            Optional<byte[]> small = workspace.read(spot, MOST_BYTES_TO_CHANGE);
            if (small.isPresent()) {
                memory.saw(place.chat(), workspace.file(spot), Binding.of(small.get()));
                Optional<ToolResult> image = image(spot, small.get(), small.get().length);
                if (image.isPresent()) return image.get();
                if (isBinary(small.get())) return binary(spot, small.get().length);
                return lines(new ByteArrayInputStream(small.get()), offset, limit);
            }
            try (Workspace.OpenFile file = workspace.open(spot);
                    InputStream in = Channels.newInputStream(file.channel())) {
                byte[] start = in.readNBytes(BINARY_WITHIN);
                Optional<ToolResult> image = image(spot, start, file.bytes());
                if (image.isPresent()) return image.get();
                if (isBinary(start)) return binary(spot, file.bytes());
                file.channel().position(0);
                return lines(in, offset, limit);
            }
        });
    }

    /** The person is shown an image; empty if the file begins as none. */
    private static Optional<ToolResult> image(Spot spot, byte[] start, long bytes) {
        var pictures = new Pictures();
        return pictures.take(start, bytes).map(told -> {
            boolean failed = pictures.shown().isEmpty();
            return new ToolResult(failed, "'" + spot + "': " + told, Optional.empty(), pictures.shown());
        });
    }

    static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, BINARY_WITHIN); i++) {
            if (content[i] == 0) return true;
        }
        return false;
    }

    private static ToolResult binary(Spot spot, long bytes) {
        return ToolResult.failure("'" + spot + "' is a binary file of " + bytes + " bytes and cannot be read as text.");
    }

    private static ToolResult lines(InputStream in, long offset, long limit) throws IOException, InterruptedException {
        var lines = new BoundedLines(in, MOST_CHARS);
        var text = new StringBuilder();
        for (long line = 1; ; line++) {
            if (Thread.interrupted()) throw new InterruptedException();
            Optional<String> next = lines.next();
            if (next.isEmpty()) return ended(text, offset, line - 1);
            if (line < offset) continue;
            if (line == offset + limit) return ToolResult.of(text + cut(offset, line - 1, "more follows"));
            if (text.length() + next.get().length() >= MOST_CHARS) {
                if (!text.isEmpty()) return ToolResult.of(text + cut(offset, line - 1, "256 KiB are full"));
                text.append(next.get()).append('\n');
                return ToolResult.of(text + cut(offset, line, "the line may be longer than 256 KiB"));
            }
            text.append(next.get()).append('\n');
        }
    }

    private static ToolResult ended(StringBuilder text, long offset, long lines) {
        if (lines == 0) return ToolResult.of("[The file is empty.]");
        if (offset > lines)
            return ToolResult.failure("The file has " + lines + " lines; there is no line " + offset + ".");
        return ToolResult.of(text.toString());
    }

    private static String cut(long from, long to, String why) {
        return "[Cut: lines " + from + " to " + to + "; " + why + ". Read on with offset " + (to + 1) + ".]";
    }
}
