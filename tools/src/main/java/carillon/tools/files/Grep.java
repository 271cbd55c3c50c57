package carillon.tools.files;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.Arguments;
import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.Fields;
import carillon.tools.call.PlainText;
import carillon.tools.call.Plan;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds lines. The expressions are RE2's: the time they take grows with the text alone. */
final class Grep extends FileTool {
    static final int MOST_HITS = 200;
    private static final int LONGEST_SHOWN = 400;
    private static final int LONGEST_LINE = 64 << 10;
    private static final int LONGEST_PATTERN = 1_000;
    private static final int START = 8 << 10;

    private final Duration limit;

    Grep(Path dataFolder, Duration limit) {
        super(
                "grep",
                "Finds lines in the text files of the workspace, without what .gitignore names. At most " + MOST_HITS
                        + " hits.",
                new Fields()
                        .text(
                                "pattern",
                                "a regular expression (RE2: no look-around and no back-references)",
                                LONGEST_PATTERN)
                        .optionalText("path", "a file, or the folder to look in; '.' if it is not given")
                        .optionalText("glob", "which files, such as *.md or src/**/*.java")
                        .optionalFlag("ignore_case", "whether capitals and small letters are the same"),
                ToolKind.LOOK,
                dataFolder);
        this.limit = limit;
    }

    @Override
    Plan plan(ToolPlace place, Workspace workspace, Arguments arguments) throws IOException {
        Pattern pattern = pattern(arguments.text("pattern"), arguments.flag("ignore_case"));
        Optional<Glob> glob = arguments.optionalText("glob").map(Glob::of);
        Spot start = workspace.find(arguments.optionalText("path").orElse("."), Workspace.Use.READ);
        return look(() -> {
            var search = new Search(workspace, pattern, System.nanoTime() + limit.toNanos());
            Optional<Entry> entry = workspace.entry(start);
            if (entry.isPresent() && entry.get().kind() == Entry.Kind.FILE) {
                return search.result(search.file(start));
            }
            boolean all = FileWalk.through(workspace, start, (spot, found) -> {
                String below = String.join(
                        "/",
                        spot.names().subList(start.names().size(), spot.names().size()));
                boolean wanted = found.kind() == Entry.Kind.FILE
                        && (glob.isEmpty() || glob.get().matches(below));
                return wanted ? search.fileIfReadable(spot) : search.inTime();
            });
            return search.result(all);
        });
    }

    private static Pattern pattern(String text, boolean ignoreCase) {
        try {
            return Pattern.compile(text, ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new BadArgumentsException("The pattern is no regular expression: " + e.getDescription() + " in "
                    + PlainText.quoted(String.valueOf(e.getPattern())));
        }
    }

    private static final class Search {
        private final Workspace workspace;
        private final Pattern pattern;
        private final long endsAt;
        private final List<String> hits = new ArrayList<>();

        Search(Workspace workspace, Pattern pattern, long endsAt) {
            this.workspace = workspace;
            this.pattern = pattern;
            this.endsAt = endsAt;
        }

        boolean inTime() {
            return System.nanoTime() - endsAt < 0;
        }

        boolean fileIfReadable(Spot spot) throws InterruptedException {
            try {
                return file(spot);
            } catch (IOException _) {
                if (Thread.interrupted()) throw new InterruptedException();
                return inTime();
            }
        }

        /** @return whether to go on */
        boolean file(Spot spot) throws IOException, InterruptedException {
            try (Workspace.OpenFile file = workspace.open(spot);
                    InputStream in = Channels.newInputStream(file.channel())) {
                byte[] start = in.readNBytes(START);
                if (ReadFile.isBinary(start)) return inTime();
                var lines =
                        new BoundedLines(new SequenceInputStream(new ByteArrayInputStream(start), in), LONGEST_LINE);
                int number = 0;
                for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                    number++;
                    if (Thread.interrupted()) throw new InterruptedException();
                    if (!inTime()) return false;
                    if (!pattern.matcher(line.get()).find()) continue;
                    if (hits.size() == MOST_HITS) return false;
                    hits.add(spot + ":" + number + ": " + PlainText.line(line.get(), LONGEST_SHOWN));
                }
            }
            return true;
        }

        ToolResult result(boolean all) {
            String found = String.join("\n", hits);
            if (all) return ToolResult.of(hits.isEmpty() ? "[No line matches.]" : found);
            String why = hits.size() == MOST_HITS ? "after " + MOST_HITS + " hits" : "since it took too long";
            return ToolResult.of(
                    (found + "\n[Cut " + why + "; there may be more. Narrow the path, the glob or the pattern.]")
                            .strip());
        }
    }
}
