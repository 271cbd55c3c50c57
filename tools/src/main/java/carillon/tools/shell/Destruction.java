package carillon.tools.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Knows what destroys data or stops the computer. It would rather see too much than too little. */
final class Destruction {
    private static final Set<String> PROGRAMS = Set.of(
            "shutdown",
            "reboot",
            "halt",
            "poweroff",
            "telinit",
            "fdisk",
            "sfdisk",
            "cfdisk",
            "gdisk",
            "sgdisk",
            "parted",
            "wipefs",
            "mkswap",
            "blkdiscard",
            "shred",
            "hdparm",
            "badblocks",
            "cryptsetup",
            "pvremove",
            "vgremove",
            "lvremove",
            "mke2fs",
            "diskutil",
            "srm",
            "userdel",
            "deluser");
    /** Those that run what stands in their arguments. */
    private static final Set<String> RUNNERS = Set.of(
            "sudo",
            "doas",
            "su",
            "pkexec",
            "env",
            "nice",
            "ionice",
            "nohup",
            "timeout",
            "xargs",
            "time",
            "stdbuf",
            "setsid",
            "busybox",
            "toybox",
            "command",
            "exec",
            "eval",
            "strace",
            "chroot",
            "unshare",
            "watch",
            "parallel",
            "find",
            "if",
            "then",
            "else",
            "do",
            "while",
            "until",
            "!",
            "script",
            "flock",
            "builtin");

    private static final Set<String> SHELLS = Set.of(
            "sh", "bash", "zsh", "dash", "ksh", "fish", "ash", "csh", "tcsh", "python", "python3", "perl", "ruby",
            "node", "php");
    private static final Set<String> DOWNLOADERS = Set.of("curl", "wget", "fetch", "aria2c");
    private static final Set<String> STOPS =
            Set.of("poweroff", "reboot", "halt", "kexec", "suspend", "hibernate", "rescue", "emergency");
    private static final Pattern DISK =
            Pattern.compile(".*/dev/(sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|dm-|md|mapper/|mem|kmem|port).*");
    private static final Pattern SEPARATORS = Pattern.compile("[;&|\\n\\r(){}`<>]+|\\$\\(");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cf}\\p{Mn}'\"\\\\]");
    private static final Pattern FIELD_SEPARATOR = Pattern.compile("\\$\\{?IFS[^}\\s]*}?");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");
    private static final int DEEPEST = 3;

    private Destruction() {}

    static boolean isIn(String text) {
        return isIn(text, Optional.empty(), 0);
    }

    static boolean isIn(List<String> arguments, Path workspace) {
        return isIn(arguments, Optional.of(workspace), 0);
    }

    private static boolean isIn(String text, Optional<Path> workspace, int depth) {
        String plain = plain(text);
        if (isForkBomb(plain) || DISK.matcher(plain.replace('\n', ' ')).matches()) return true;
        List<List<String>> commands = SEPARATORS
                .splitAsStream(plain)
                .map(part -> BLANKS.splitAsStream(part.strip())
                        .filter(word -> !word.isEmpty())
                        .toList())
                .filter(words -> !words.isEmpty())
                .toList();
        boolean downloads = commands.stream().anyMatch(words -> anyNamed(words, DOWNLOADERS));
        boolean runsShell = commands.stream().anyMatch(words -> anyNamed(words, SHELLS));
        if (downloads && runsShell) return true;
        return commands.stream().anyMatch(words -> isIn(words, workspace, depth + 1));
    }

    private static boolean isIn(List<String> arguments, Optional<Path> workspace, int depth) {
        if (arguments.isEmpty()) return false;
        List<String> words = arguments.stream().map(Destruction::plain).toList();
        if (words.stream().anyMatch(word -> DISK.matcher(word).matches())) return true;
        if (destroys(words, workspace)) return true;
        boolean hands = RUNNERS.contains(name(words.getFirst()))
                || SHELLS.contains(name(words.getFirst()))
                || ASSIGNMENT.matcher(words.getFirst()).matches();
        if (!hands) return false;
        boolean later =
                IntStream.range(1, words.size()).anyMatch(i -> destroys(words.subList(i, words.size()), workspace));
        if (later || depth == DEEPEST) return later;
        return arguments.stream()
                .skip(1)
                .filter(argument -> BLANKS.matcher(argument).find()
                        || SEPARATORS.matcher(argument).find())
                .anyMatch(argument -> isIn(argument, workspace, depth + 1));
    }

    private static boolean destroys(List<String> words, Optional<Path> workspace) {
        String name = name(words.getFirst());
        List<String> rest = words.subList(1, words.size());
        if (PROGRAMS.contains(name) || name.startsWith("mkfs") || name.startsWith("newfs")) return true;
        return switch (name) {
            case "rm", "unlink", "rmdir" ->
                rest.contains("--no-preserve-root") || (isRecursive(rest) && anyTarget(rest, workspace));
            case "chmod", "chown", "chgrp", "chattr" -> isRecursive(rest) && anyTarget(rest, workspace);
            case "find" ->
                (rest.contains("-delete") || rest.contains("rm"))
                        && rest.stream().anyMatch(word -> isWide(word, workspace));
            case "dd" -> rest.stream().anyMatch(word -> word.startsWith("of=/dev/") && !word.equals("of=/dev/null"));
            case "init" -> rest.contains("0") || rest.contains("6");
            case "systemctl", "loginctl" -> rest.stream().anyMatch(STOPS::contains);
            case "kill", "killall5" ->
                name.equals("killall5")
                        || (rest.size() > 1 && rest.subList(1, rest.size()).contains("-1"))
                        || rest.equals(List.of("-1"));
            case "pkill", "killall", "skill" ->
                rest.stream()
                        .anyMatch(word ->
                                word.equals(".") || word.equals(".*") || word.equals("-u") || word.equals("-v"));
            case "crontab" -> rest.contains("-r");
            case "mv" -> rest.size() > 1 && anyTarget(rest.subList(0, rest.size() - 1), workspace);
            default -> false;
        };
    }

    private static boolean anyTarget(List<String> words, Optional<Path> workspace) {
        return words.stream().filter(word -> !word.startsWith("-")).anyMatch(word -> isWide(word, workspace));
    }

    /** Whether a target is more than something inside the workspace. */
    private static boolean isWide(String target, Optional<Path> workspace) {
        if (target.startsWith("~") || target.startsWith("$") || target.matches("(\\./)*[.*]*/?")) return true;
        if (target.contains("..")) return true;
        if (!target.startsWith("/")) return false;
        try {
            Path path = Path.of(target).normalize();
            return workspace.isEmpty()
                    || !path.startsWith(workspace.get())
                    || path.equals(workspace.get())
                    || path.equals(workspace.get().resolve("*"));
        } catch (InvalidPathException _) {
            return true;
        }
    }

    private static boolean isRecursive(List<String> words) {
        return words.stream()
                .anyMatch(word -> word.startsWith("--")
                        ? word.length() > 2 && "--recursive".startsWith(word)
                        : word.startsWith("-") && (word.contains("r") || word.contains("R")));
    }

    private static boolean anyNamed(List<String> words, Set<String> names) {
        return words.stream().anyMatch(word -> names.contains(name(word)));
    }

    private static boolean isForkBomb(String text) {
        String dense = BLANKS.matcher(text).replaceAll("");
        for (int at = dense.indexOf("(){"); at >= 0; at = dense.indexOf("(){", at + 1)) {
            int start = at;
            while (start > 0 && ";&|\n".indexOf(dense.charAt(start - 1)) < 0) start--;
            String name = dense.substring(start, at);
            if (!name.isEmpty() && name.length() < 100 && dense.startsWith(name + "|" + name, at + 3)) return true;
        }
        return false;
    }

    private static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** Without what a shell takes away before it runs a word, and what only looks like another letter. */
    private static String plain(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).replace("\\\n", "");
        return HIDDEN.matcher(FIELD_SEPARATOR.matcher(normal).replaceAll(" ")).replaceAll("");
    }
}
