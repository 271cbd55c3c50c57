package carillon.tools.files;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a file may have. */
final class FileNames {
    private static final int LONGEST_PATH = 4_096;
    /** Folders whose files tell programs, this one among them, what to run. */
    private static final Set<String> CONFIGURING = Set.of(".git", ".hg", ".svn", ".jj", ".bzr", ".carillon");
    /** What Windows makes of a long name, as {@code git~1}. */
    private static final Pattern SHORTENED = Pattern.compile("(git|hg|svn|jj|bzr|carill?o?n?)[0-9a-f]{0,4}~\\d+");

    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(com|lpt)[0-9¹²³])(\\..*)?");
    private static final Pattern IGNORED = Pattern.compile("[\\p{Cf}\\p{Mn}\\ufe00-\\ufe0f]+");

    private FileNames() {}

    /** @throws RefusedPathException if no file can be meant by it */
    static void checkText(String given) throws RefusedPathException {
        if (given.isBlank()) throw new RefusedPathException("The path is empty. Use '.' for the workspace itself.");
        if (given.length() > LONGEST_PATH) {
            throw new RefusedPathException("The path has more than " + LONGEST_PATH + " characters.");
        }
        if (given.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedPathException("The path has a control character in it. Send it without.");
        }
        if (given.startsWith("~")) {
            throw new RefusedPathException("'~' is not the home folder here. Paths are given from the workspace on.");
        }
    }

    /** @throws RefusedPathException if agents may not write there */
    static void checkWritable(List<String> names) throws RefusedPathException {
        for (String name : names) {
            String folded = folded(name);
            if (CONFIGURING.contains(folded)
                    || SHORTENED.matcher(folded.replaceFirst("^\\.", "")).matches()) {
                throw new RefusedPathException("Agents do not write in '" + name
                        + "': what stands there tells programs what to run. Ask the person to change it.");
            }
            checkDevice(name, folded);
            if (name.endsWith(".") || name.endsWith(" ") || name.contains(":") || name.contains("\\")) {
                throw new RefusedPathException(
                        "A file named '" + name
                                + "' cannot be kept on every system. Use a name without ':' and '\\', and without a dot or space at its end.");
            }
        }
    }

    /** @throws RefusedPathException if a name is a device on Windows */
    static void checkDevices(List<String> names) throws RefusedPathException {
        for (String name : names) checkDevice(name, folded(name));
    }

    private static void checkDevice(String name, String folded) throws RefusedPathException {
        if (DEVICE.matcher(folded).matches()) {
            throw new RefusedPathException("'" + name + "' is the name of a device on Windows. Use another.");
        }
    }

    /** A name as the most forgiving file system reads it. */
    private static String folded(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD);
        String visible = IGNORED.matcher(plain).replaceAll("");
        int stream = visible.indexOf(':');
        String file = stream > 0 ? visible.substring(0, stream) : visible;
        return file.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replaceAll("[. ]+$", "");
    }
}
