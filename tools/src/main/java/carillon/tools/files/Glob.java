package carillon.tools.files;

import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.PlainText;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** File names with wild cards, matched in a time that grows with their length alone. */
final class Glob {
    private static final int LONGEST = 1_000;

    private final Pattern pattern;
    private final boolean wholePath;

    private Glob(Pattern pattern, boolean wholePath) {
        this.pattern = pattern;
        this.wholePath = wholePath;
    }

    /**
     * With {@code *}, {@code ?}, {@code [a-z]}, {@code {a,b}} and {@code **}. One without a slash is about the last name
     * alone.
     *
     * @throws BadArgumentsException if it is none
     */
    static Glob of(String text) {
        if (text.length() > LONGEST)
            throw new BadArgumentsException("The glob has more than " + LONGEST + " characters.");
        try {
            return new Glob(Pattern.compile(expression(text)), text.contains("/"));
        } catch (PatternSyntaxException _) {
            throw new BadArgumentsException(
                    "The glob " + PlainText.quoted(text) + " cannot be read. Example: src/**/*.java");
        }
    }

    /** @param path with slashes, from where the glob stands on */
    boolean matches(String path) {
        return pattern.matches(wholePath ? path : path.substring(path.lastIndexOf('/') + 1));
    }

    private static String expression(String glob) {
        var expression = new StringBuilder("(?s)");
        int open = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    if (glob.startsWith("**/", i)) {
                        expression.append("(?:.*/)?");
                        i += 2;
                    } else if (glob.startsWith("**", i)) {
                        expression.append(".*");
                        i++;
                    } else {
                        expression.append("[^/]*");
                    }
                }
                case '?' -> expression.append("[^/]");
                case '[' -> {
                    int end = glob.indexOf(']', i + 2);
                    if (end < 0) {
                        expression.append("\\[");
                    } else {
                        String inside =
                                glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
                        expression.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside);
                        expression.append(']');
                        i = end;
                    }
                }
                case '{' -> {
                    expression.append("(?:");
                    open++;
                }
                case '}' -> {
                    expression.append(open > 0 ? ")" : "\\}");
                    open = Math.max(0, open - 1);
                }
                case ',' -> expression.append(open > 0 ? "|" : ",");
                case '\\' -> {
                    boolean last = i + 1 == glob.length();
                    expression.append(Pattern.quote(last ? "\\" : glob.substring(i + 1, i + 2)));
                    i++;
                }
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.append(")".repeat(open)).toString();
    }
}
