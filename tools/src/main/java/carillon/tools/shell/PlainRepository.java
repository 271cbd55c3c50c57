package carillon.tools.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.tools.files.Entry;
import carillon.tools.files.Workspace;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the workspace is a Git repository whose own configuration makes Git run no program. A repository that was
 * unpacked from somewhere can name programs for Git to run as filters, monitors, pagers or transports.
 *
 * @see <a href="https://git-scm.com/docs/git-config">git-config</a>
 */
final class PlainRepository {
    /** What keeps Git from running hooks, monitors and transports whatever it is configured with. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_COUNT", "3",
            "GIT_CONFIG_KEY_0", "core.fsmonitor",
            "GIT_CONFIG_VALUE_0", "false",
            "GIT_CONFIG_KEY_1", "core.hooksPath",
            "GIT_CONFIG_VALUE_1", "/dev/null",
            "GIT_CONFIG_KEY_2", "safe.bareRepository",
            "GIT_CONFIG_VALUE_2", "explicit",
            "GIT_ALLOW_PROTOCOL", "none",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_NO_LAZY_FETCH", "1");

    private static final int MOST_BYTES = 64 << 10;
    private static final Pattern SECTION = Pattern.compile("\\[\\s*([A-Za-z0-9.-]+)(\\s+\"[^\"\\\\]*\")?\\s*]");
    private static final Pattern SETTING = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s*=[^\\\\]*");
    private static final Set<String> PLAIN = Set.of(
            "core.repositoryformatversion",
            "core.filemode",
            "core.bare",
            "core.logallrefupdates",
            "core.ignorecase",
            "core.precomposeunicode",
            "core.symlinks",
            "core.autocrlf",
            "remote.url",
            "remote.fetch",
            "branch.remote",
            "branch.merge",
            "user.name",
            "user.email");

    private PlainRepository() {}

    static boolean is(Workspace workspace) {
        try {
            Optional<Entry> folder = workspace.entry(workspace.find(".git", Workspace.Use.READ));
            boolean redirected = workspace
                    .entry(workspace.find(".git/commondir", Workspace.Use.READ))
                    .isPresent();
            if (redirected || folder.isEmpty() || folder.get().kind() != Entry.Kind.FOLDER) return false;
            return workspace
                    .read(workspace.find(".git/config", Workspace.Use.READ), MOST_BYTES)
                    .filter(bytes -> isPlain(new String(bytes, UTF_8)))
                    .isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isPlain(String configuration) {
        String section = "";
        for (String each : configuration.lines().toList()) {
            String line = each.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) continue;
            Matcher header = SECTION.matcher(line);
            Matcher setting = SETTING.matcher(line);
            if (header.matches()) section = header.group(1).toLowerCase(Locale.ROOT);
            else if (!setting.matches()
                    || !PLAIN.contains(section + "." + setting.group(1).toLowerCase(Locale.ROOT))) return false;
        }
        return true;
    }
}
