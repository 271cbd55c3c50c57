package carillon.models;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the demo model says to other agents, and how it calls them when it is asked to. */
final class DemoTeamwork {
    private static final int MOST = 5;
    private static final String ID = "@?[\\p{L}\\p{N}_-]+";
    private static final String IDS = "(?<ids>" + ID + "(?:(?:\\s*,\\s*|\\s+and\\s+)" + ID + ")*)";
    private static final Pattern HAND_OFF =
            Pattern.compile("(?i)^(?:please )?hand (?:this |it )?(?:off|over) to " + IDS);
    private static final Pattern ARGUE = Pattern.compile("(?i)^(?:please )?argue with (?<ids>" + ID + ")");
    private static final Pattern FROM_AGENT = Pattern.compile("^@(?<id>[a-z0-9_-]+):\\n(?<text>(?s:.*))");

    private static final String REQUEST = "what do you say to this?";
    private static final String CHALLENGE = "Contradict me if you can.";

    private DemoTeamwork() {}

    /** What it says to a message from a person that asks for other agents; empty when it asks for none. */
    static Optional<String> calls(String wish) {
        Matcher handOff = HAND_OFF.matcher(wish);
        if (handOff.find()) {
            return Optional.of("Handing over, as you asked.\n\n"
                    + ids(handOff.group("ids")).stream()
                            .map(id -> "@" + id + " " + REQUEST)
                            .collect(Collectors.joining("\n")));
        }
        Matcher argue = ARGUE.matcher(wish);
        if (argue.find()) {
            return Optional.of("@" + ids(argue.group("ids")).getFirst() + " I say that bells are best. " + CHALLENGE);
        }
        return Optional.empty();
    }

    /** What it says to a message from another agent; empty when the message is from a person. */
    static Optional<String> answers(String message) {
        Matcher from = FROM_AGENT.matcher(message);
        if (!from.matches()) return Optional.empty();
        String text = from.group("text");
        if (text.contains(REQUEST)) return Optional.of("From my script: all is well, and I have nothing to add.");
        if (text.contains(CHALLENGE)) return Optional.of("I do not agree at all. " + CHALLENGE);
        return Optional.of("Thank you, " + from.group("id") + ". That settles it. <world>DONE</world>");
    }

    private static List<String> ids(String list) {
        return Stream.of(list.split("\\s*,\\s*|\\s+and\\s+", -1))
                .map(id -> id.startsWith("@") ? id.substring(1) : id)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
