package carillon.core.routing;

import carillon.core.id.AgentId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rules of who answers, read a second time: character by character, without a pattern, without sharing a line with
 * the product, and without a thought for speed.
 */
public final class NaiveReading {
    private static final Set<String> GREETINGS = Set.of("hey", "hi", "hello", "to");
    private static final String IGNORED = ",:;.!?";

    private final World world;

    public NaiveReading(World world) {
        this.world = world;
    }

    public List<AgentId> answeringPerson(String message) {
        var named = new ArrayList<AgentId>();
        boolean leads = false;
        for (String line : linesOutsideCode(message)) {
            int at = placeOfLeading(line);
            if (at < 0) continue;
            leads = true;
            addOnce(named, calledBy(wordAt(line, at + 1)));
        }
        if (leads) return named;
        for (String line : linesOutsideCode(message)) {
            for (int at = 0; at < line.length(); at++) {
                if (isMention(line, at) && !calledBy(wordAt(line, at + 1)).isEmpty()) return List.of();
            }
        }
        if (world.mainAgent().isPresent()) return List.of(world.mainAgent().get());
        for (Agent agent : world.agents()) named.add(agent.id());
        return named;
    }

    /** Whether a line of a message begins with a mention. */
    public static boolean leads(String message) {
        return linesOutsideCode(message).stream().anyMatch(line -> placeOfLeading(line) >= 0);
    }

    public List<AgentId> answeringAgent(AgentId author, String message) {
        var named = new ArrayList<AgentId>();
        for (String line : linesOutsideCode(message)) {
            int at = placeOfLeading(line);
            if (at >= 0) addOnce(named, calledBy(wordAt(line, at + 1)));
        }
        named.remove(author);
        return named;
    }

    private static void addOnce(List<AgentId> list, List<AgentId> more) {
        for (AgentId each : more) {
            if (!list.contains(each)) list.add(each);
        }
    }

    private List<AgentId> calledBy(String word) {
        var found = new ArrayList<AgentId>();
        for (Agent agent : world.agents()) {
            if (agent.id().value().equalsIgnoreCase(word)) found.add(agent.id());
        }
        if (!found.isEmpty()) return found;
        for (Agent agent : world.agents()) {
            if (squeezed(agent.name()).equals(squeezed(word)) && !squeezed(word).isEmpty()) found.add(agent.id());
        }
        return found;
    }

    private static String squeezed(String text) {
        var kept = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) kept.append(Character.toLowerCase(c));
        }
        return kept.toString().replace('ë', 'e').replace('é', 'e');
    }

    /** Where the @ of a leading mention is; -1 for none. */
    private static int placeOfLeading(String line) {
        int at = afterBlanks(line, 0);
        int wordEnd = at;
        while (wordEnd < line.length() && Character.isLetter(line.charAt(wordEnd))) wordEnd++;
        if (GREETINGS.contains(line.substring(at, wordEnd).toLowerCase(java.util.Locale.ROOT))) {
            int end = wordEnd;
            while (end < line.length() && IGNORED.indexOf(line.charAt(end)) >= 0) end++;
            int next = afterBlanks(line, end);
            if (next > end) at = next;
        }
        boolean mention = at < line.length()
                && line.charAt(at) == '@'
                && !wordAt(line, at + 1).isEmpty();
        return mention ? at : -1;
    }

    /** An @ with a word behind it and nothing in front of it that makes it an address or a path. */
    private static boolean isMention(String line, int at) {
        if (line.charAt(at) != '@' || wordAt(line, at + 1).isEmpty()) return false;
        if (at == 0) return true;
        char before = line.charAt(at - 1);
        return !isWordChar(before) && before != '.' && before != '@' && before != '/';
    }

    private static String wordAt(String line, int from) {
        int end = from;
        while (end < line.length() && isWordChar(line.charAt(end))) end++;
        return line.substring(from, end);
    }

    private static boolean isWordChar(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static int afterBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) at++;
        return at;
    }

    static List<String> linesOutsideCode(String message) {
        var lines = new ArrayList<String>();
        String fence = "";
        for (String line : message.replace("\r\n", "\n").split("\n", -1)) {
            String marks = marks(line);
            if (fence.isEmpty() && marks.isEmpty()) lines.add(line);
            else if (fence.isEmpty()) fence = marks;
            else if (marks.startsWith(fence) && line.strip().equals(marks)) fence = "";
        }
        return lines;
    }

    /** The backticks or tildes that make a line a fence; empty when it is none. */
    private static String marks(String line) {
        int from = 0;
        while (from < 3 && from < line.length() && line.charAt(from) == ' ') from++;
        if (from == line.length()) return "";
        char mark = line.charAt(from);
        if (mark != '`' && mark != '~') return "";
        int end = from;
        while (end < line.length() && line.charAt(end) == mark) end++;
        boolean fence = end - from >= 3 && (mark == '~' || line.indexOf('`', end) < 0);
        return fence ? line.substring(from, end) : "";
    }

    /** Where a reply goes, by the rules of hand-offs, whatever its text becomes. */
    public List<AgentId> handedTo(Agent author, List<AgentId> askers, String said) {
        var wanted = new ArrayList<String>();
        boolean ended = false;
        boolean tagged = false;
        var rest = new StringBuilder();
        boolean first = true;
        for (String line : message(said)) {
            String open = line;
            while (!isInCode(open)) {
                int from = open.indexOf("<world>");
                int to = from < 0 ? -1 : open.indexOf("</world>", from);
                if (to < 0) break;
                String wish = open.substring(from + 7, to).strip();
                open = open.substring(0, from) + open.substring(to + 8);
                if (wish.startsWith("TO:")) {
                    wanted.clear();
                    for (String name : wish.substring(3).split(",")) {
                        if (!name.isBlank()) wanted.add(name.strip());
                    }
                    tagged = true;
                } else {
                    ended = true;
                }
            }
            rest.append(first ? "" : "\n").append(open.startsWith(CODE) ? open.substring(1) : open);
            first = false;
        }
        if (ended) return List.of();
        if (tagged) {
            var named = new ArrayList<AgentId>();
            for (String name : wanted) addOnce(named, calledBy(name));
            named.remove(author.id());
            return named;
        }
        String text = withoutSelf(author, rest.toString());
        boolean leads = linesOutsideCode(text).stream().anyMatch(line -> placeOfLeading(line) >= 0);
        boolean addressed = leads || askers.isEmpty() || !author.autoReply() || text.isBlank();
        return addressed ? answeringAgent(author.id(), text) : askers;
    }

    private static final String CODE = "\u0000";

    private static boolean isInCode(String line) {
        return line.startsWith(CODE);
    }

    /** The lines, those of code marked. */
    private static List<String> message(String said) {
        var lines = new ArrayList<String>();
        String fence = "";
        for (String line : said.split("\n", -1)) {
            String marks = marks(line);
            boolean code = !fence.isEmpty() || !marks.isEmpty();
            lines.add(code ? CODE + line : line);
            if (fence.isEmpty()) fence = marks;
            else if (marks.startsWith(fence) && line.strip().equals(marks)) fence = "";
        }
        return lines;
    }

    private String withoutSelf(Agent author, String text) {
        String rest = text;
        while (true) {
            String begun = rest.stripLeading();
            int lineEnd = begun.indexOf('\n');
            String line = lineEnd < 0 ? begun : begun.substring(0, lineEnd);
            int at = placeOfLeading(line);
            if (at < 0 || !calledBy(wordAt(line, at + 1)).contains(author.id())) return rest;
            int end = at + 1 + wordAt(line, at + 1).length();
            while (end < line.length() && IGNORED.indexOf(line.charAt(end)) >= 0) end++;
            rest = begun.substring(0, at) + begun.substring(afterBlanks(begun, end));
        }
    }
}
