package carillon.tools.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/** Goes through a folder and all below it, in the order of the names, without following links. */
final class FileWalk {
    private static final int MOST_ENTRIES = 200_000;
    private static final int DEEPEST = 100;

    private final Workspace workspace;
    private final Visitor visitor;
    private int seen;

    /** Is shown what is not ignored. */
    @FunctionalInterface
    interface Visitor {
        /** @return whether to go on */
        boolean visit(Spot spot, Entry entry) throws IOException, InterruptedException;
    }

    private FileWalk(Workspace workspace, Visitor visitor) {
        this.workspace = workspace;
        this.visitor = visitor;
    }

    /** @return whether the walk came to its end: the visitor did not end it, and there was not too much */
    static boolean through(Workspace workspace, Spot start, Visitor visitor) throws IOException, InterruptedException {
        var walk = new FileWalk(workspace, visitor);
        Ignored ignored = Ignored.nothing();
        Spot folder = new Spot(List.of());
        for (String name : start.names()) {
            ignored = walk.withFileOf(folder, ignored);
            folder = folder.child(name);
        }
        return walk.folder(start, ignored);
    }

    private boolean folder(Spot folder, Ignored outer) throws IOException, InterruptedException {
        Ignored ignored = withFileOf(folder, outer);
        for (Entry entry : workspace.list(folder)) {
            if (Thread.interrupted()) throw new InterruptedException();
            Spot spot = folder.child(entry.name());
            boolean inner = entry.kind() == Entry.Kind.FOLDER;
            if (ignored.ignores(spot, inner)) continue;
            if (++seen > MOST_ENTRIES) return false;
            if (!visitor.visit(spot, entry)) return false;
            if (inner && spot.names().size() < DEEPEST && !inside(spot, ignored)) return false;
        }
        return true;
    }

    private boolean inside(Spot folder, Ignored ignored) throws InterruptedException {
        try {
            return folder(folder, ignored);
        } catch (IOException _) {
            // gone meanwhile, or not for us to read; the rest can still be seen
            if (Thread.interrupted()) throw new InterruptedException();
            return true;
        }
    }

    private Ignored withFileOf(Spot folder, Ignored outer) {
        try {
            return workspace
                    .read(folder.child(Ignored.FILE), Ignored.MOST_BYTES)
                    .map(bytes -> outer.with(folder, new String(bytes, UTF_8)))
                    .orElse(outer);
        } catch (IOException _) {
            return outer;
        }
    }
}
