package carillon.tools.shell;

import carillon.tools.call.PlainText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shows a command so that what one reads is what runs. */
final class ShownCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=@%+^~-]+");

    private ShownCommand() {}

    /** The arguments with single quotes where one is more than a plain word. */
    static String of(List<String> arguments) {
        return arguments.stream()
                .map(argument -> PLAIN.matcher(argument).matches()
                        ? argument
                        : "'" + PlainText.visible(argument).replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
