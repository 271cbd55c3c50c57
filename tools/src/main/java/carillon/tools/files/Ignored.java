package carillon.tools.files;

import carillon.tools.call.BadArgumentsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a project does not want to see among its files: version control's own folders, and what {@code .gitignore} files
 * name.
 *
 * @see <a href="https://git-scm.com/docs/gitignore">gitignore</a>
 */
final class Ignored {
    static final String FILE = ".gitignore";
    static final int MOST_BYTES = 256 << 10;
    private static final int MOST_RULES = 2_000;

    private record Rule(Glob glob, boolean foldersOnly, boolean again) {}

    private final Optional<Ignored> outer;
    private final Spot folder;
    private final List<Rule> rules;

    private Ignored(Optional<Ignored> outer, Spot folder, List<Rule> rules) {
        this.outer = outer;
        this.folder = folder;
        this.rules = List.copyOf(rules);
    }

    static Ignored nothing() {
        return new Ignored(Optional.empty(), new Spot(List.of()), List.of());
    }

    /** With what a folder's own file adds. */
    Ignored with(Spot inner, String text) {
        var added = new ArrayList<Rule>();
        text.lines().limit(MOST_RULES).forEach(line -> rule(line).ifPresent(added::add));
        return new Ignored(Optional.of(this), inner, added);
    }

    boolean ignores(Spot spot, boolean isFolder) {
        if (spot.names().getLast().equals(".git")) return true;
        return decided(spot, isFolder).orElse(false);
    }

    private Optional<Boolean> decided(Spot spot, boolean isFolder) {
        String path = String.join(
                "/", spot.names().subList(folder.names().size(), spot.names().size()));
        for (Rule rule : rules.reversed()) {
            if (rule.foldersOnly() && !isFolder) continue;
            if (rule.glob().matches(path)) return Optional.of(!rule.again());
        }
        return outer.flatMap(one -> one.decided(spot, isFolder));
    }

    private static Optional<Rule> rule(String line) {
        String text = line.stripTrailing();
        if (text.isEmpty() || text.startsWith("#")) return Optional.empty();
        boolean again = text.startsWith("!");
        if (again) text = text.substring(1);
        boolean foldersOnly = text.endsWith("/");
        if (foldersOnly) text = text.substring(0, text.length() - 1);
        boolean anchored = text.startsWith("/");
        if (anchored) text = text.substring(1);
        if (text.isEmpty()) return Optional.empty();
        try {
            boolean oneName = anchored && !text.contains("/");
            return Optional.of(new Rule(Glob.of(oneName ? "{" + text + ",/}" : text), foldersOnly, again));
        } catch (BadArgumentsException _) {
            return Optional.empty();
        }
    }
}
