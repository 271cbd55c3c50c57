package carillon.core.routing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words after an {@code @} in a message, each once and in order, whether agents go by them or not.
 *
 * @param leading those that begin a line: {@code @id}, after blanks and one greeting word at most
 * @param inside  those that stand elsewhere
 */
public record Mentions(List<String> leading, List<String> inside) {
    /** The most words that are kept of each kind; further ones are passed over. */
    public static final int MOST = 1_000;

    public static final Mentions NONE = new Mentions(List.of(), List.of());

    private static final int MAX_WORD_CHARS = 200;
    private static final String WORD = "[\\p{L}\\p{M}\\p{N}_-]++";
    private static final Pattern LEADING = Pattern.compile(
            "\\h*+(?:(?:hey|hi|hello|to)[,:;.!?]*+\\h++)?+(?<mention>@(?<word>" + WORD + ")[,:;.!?]*+\\h*+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INSIDE = Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}_.@/-])@(?<word>" + WORD + ")");

    public Mentions {
        leading = List.copyOf(leading);
        inside = List.copyOf(inside);
    }

    public static Mentions in(String message) {
        if (message.indexOf('@') < 0) return NONE;
        var leading = new LinkedHashSet<String>();
        var inside = new LinkedHashSet<String>();
        for (MessageLine line : MessageLine.of(message)) {
            if (line.code()) continue;
            Optional<Found> first = leading(line.text());
            first.ifPresent(found -> keep(found.word(), leading));
            int from = first.map(Found::end).orElse(0);
            Matcher rest = INSIDE.matcher(line.text()).region(from, line.text().length());
            while (rest.find()) keep(rest.group("word"), inside);
        }
        return new Mentions(new ArrayList<>(leading), new ArrayList<>(inside));
    }

    private static void keep(String word, LinkedHashSet<String> words) {
        if (word.length() <= MAX_WORD_CHARS && words.size() < MOST) words.add(word);
    }

    /** The mention that begins a line, from its {@code @} to where the text goes on. */
    static Optional<Found> leading(String line) {
        Matcher matcher = LEADING.matcher(line);
        return matcher.lookingAt()
                ? Optional.of(new Found(matcher.group("word"), matcher.start("mention"), matcher.end("mention")))
                : Optional.empty();
    }

    record Found(String word, int start, int end) {
        String without(String line) {
            return line.substring(0, start) + line.substring(end);
        }
    }
}
