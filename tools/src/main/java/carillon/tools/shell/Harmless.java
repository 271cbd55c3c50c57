package carillon.tools.shell;

import carillon.tools.files.Entry;
import carillon.tools.files.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The programs and options that are known to look and change nothing. What is not in this table is not harmless. */
final class Harmless {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=@%+^~-]{1,512}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** What the arguments that are no options must be. */
    private enum Rest {
        NOTHING,
        WORDS,
        /** Files of the workspace: a folder could hold links that lead out. */
        FILES,
        /** Files and folders of the workspace. */
        PLACES,
        /** A pattern, then files. */
        PATTERN_AND_FILES,
        /** Revisions, and paths that do not lead upwards. */
        REVISIONS
    }

    /**
     * @param letters  options of one letter
     * @param numbered options of one letter that take a number
     * @param words    options of more letters
     */
    private record Known(String letters, String numbered, Set<String> words, Rest rest) {}

    private static final Map<String, Known> PROGRAMS = Map.ofEntries(
            Map.entry("ls", new Known("aAlhrtS1RdFpi", "", Set.of("--all", "--human-readable"), Rest.PLACES)),
            Map.entry("cat", new Known("nbsAETv", "", Set.of("--number"), Rest.FILES)),
            Map.entry("head", new Known("q", "nc", Set.of(), Rest.FILES)),
            Map.entry("tail", new Known("q", "nc", Set.of(), Rest.FILES)),
            Map.entry("wc", new Known("lwcmL", "", Set.of("--lines", "--words"), Rest.FILES)),
            Map.entry("nl", new Known("", "", Set.of(), Rest.FILES)),
            Map.entry("cmp", new Known("sl", "", Set.of(), Rest.FILES)),
            Map.entry("diff", new Known("uqwbBiN", "", Set.of("--brief"), Rest.FILES)),
            Map.entry("grep", new Known("nicvwEFohHlqsx", "mABC", Set.of(), Rest.PATTERN_AND_FILES)),
            Map.entry("stat", new Known("", "", Set.of(), Rest.PLACES)),
            Map.entry("du", new Known("shac", "d", Set.of(), Rest.PLACES)),
            Map.entry("pwd", new Known("P", "", Set.of(), Rest.NOTHING)),
            Map.entry("date", new Known("uIR", "", Set.of(), Rest.NOTHING)),
            Map.entry("whoami", new Known("", "", Set.of(), Rest.NOTHING)),
            Map.entry("uname", new Known("asrmnpv", "", Set.of(), Rest.NOTHING)),
            Map.entry("true", new Known("", "", Set.of(), Rest.NOTHING)),
            Map.entry("echo", new Known("n", "", Set.of(), Rest.WORDS)),
            Map.entry("basename", new Known("", "", Set.of(), Rest.WORDS)),
            Map.entry("dirname", new Known("", "", Set.of(), Rest.WORDS)));

    private static final Map<String, Known> GIT = Map.of(
            "status", new Known("sb", "", Set.of("--short", "--branch", "--porcelain"), Rest.REVISIONS),
            "log",
                    new Known(
                            "p",
                            "n",
                            Set.of(
                                    "--oneline",
                                    "--stat",
                                    "--graph",
                                    "--all",
                                    "--decorate",
                                    "--no-merges",
                                    "--name-only",
                                    "--name-status",
                                    "--reverse"),
                            Rest.REVISIONS),
            "diff",
                    new Known(
                            "wb",
                            "",
                            Set.of("--stat", "--cached", "--staged", "--name-only", "--name-status"),
                            Rest.REVISIONS),
            "show", new Known("s", "", Set.of("--stat", "--name-only", "--name-status"), Rest.REVISIONS),
            "branch", new Known("avr", "", Set.of("-vv", "--list", "--show-current"), Rest.NOTHING),
            "ls-files", new Known("", "", Set.of(), Rest.REVISIONS));

    private Harmless() {}

    static boolean is(List<String> arguments, Workspace workspace) {
        if (!arguments.stream().allMatch(argument -> PLAIN.matcher(argument).matches())) return false;
        List<String> rest = arguments.subList(1, arguments.size());
        if (arguments.getFirst().equals("git")) {
            return !rest.isEmpty()
                    && Optional.ofNullable(GIT.get(rest.getFirst()))
                            .filter(known -> fits(known, rest.subList(1, rest.size()), workspace))
                            .filter(_ -> PlainRepository.is(workspace))
                            .isPresent();
        }
        return Optional.ofNullable(PROGRAMS.get(arguments.getFirst()))
                .filter(known -> fits(known, rest, workspace))
                .isPresent();
    }

    private static boolean fits(Known known, List<String> arguments, Workspace workspace) {
        int others = 0;
        boolean optionsEnded = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--") && !optionsEnded) {
                optionsEnded = true;
            } else if (argument.startsWith("-") && argument.length() > 1 && !optionsEnded) {
                boolean takesNext = takesNext(known, argument);
                if (takesNext
                        && (i + 1 == arguments.size()
                                || !NUMBER.matcher(arguments.get(i + 1)).matches())) {
                    return false;
                }
                if (!takesNext && !isKnown(known, argument)) return false;
                if (takesNext) i++;
            } else if (!fitsRest(known.rest(), argument, others++, workspace)) {
                return false;
            }
        }
        return true;
    }

    private static boolean takesNext(Known known, String option) {
        return option.length() == 2 && known.numbered().indexOf(option.charAt(1)) >= 0;
    }

    private static boolean isKnown(Known known, String option) {
        if (known.words().contains(option)) return true;
        if (option.startsWith("--")) return false;
        if (known.numbered().indexOf(option.charAt(1)) >= 0)
            return NUMBER.matcher(option.substring(2)).matches();
        return option.chars().skip(1).allMatch(letter -> known.letters().indexOf(letter) >= 0);
    }

    private static boolean fitsRest(Rest rest, String argument, int index, Workspace workspace) {
        return switch (rest) {
            case NOTHING -> false;
            case WORDS -> true;
            case FILES ->
                kind(argument, workspace).filter(Entry.Kind.FILE::equals).isPresent();
            case PATTERN_AND_FILES ->
                index == 0
                        || kind(argument, workspace)
                                .filter(Entry.Kind.FILE::equals)
                                .isPresent();
            case PLACES ->
                kind(argument, workspace)
                        .filter(kind -> kind == Entry.Kind.FILE || kind == Entry.Kind.FOLDER)
                        .isPresent();
            case REVISIONS ->
                !argument.startsWith("/")
                        && !argument.equals("..")
                        && !argument.contains("../")
                        && !argument.endsWith("/..")
                        && !argument.startsWith("-");
        };
    }

    private static Optional<Entry.Kind> kind(String path, Workspace workspace) {
        try {
            return workspace.entry(workspace.find(path, Workspace.Use.READ)).map(Entry::kind);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
