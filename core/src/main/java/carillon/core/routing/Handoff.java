package carillon.core.routing;

import carillon.core.id.AgentId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An agent's reply as it is posted, with the agents that it is for.
 *
 * @param text without hand-off tags and self-mentions, and addressed to whom it answers
 * @param to   the agents that answer it
 */
public record Handoff(String text, List<AgentId> to) {
    private static final Pattern TAG = Pattern.compile(
            "\\h*<world>\\h*(?:(?<end>STOP|DONE|PASS)|TO\\h*:(?<names>[^<]*))\\h*</world>", Pattern.CASE_INSENSITIVE);

    /** What means something else in Markdown when it does not begin a line. */
    private static final Pattern BLOCK =
            Pattern.compile("\\h*(?:#{1,6}\\h|[-+*]\\h|\\d{1,9}[.)]\\h|>|```|~~~|\\||\\t| {4})");

    /**
     * Readies what an agent said for the chat.
     *
     * @param askers the agents it answers; none when it answers a person
     */
    public static Handoff of(World world, Agent author, List<AgentId> askers, String said) {
        Tagged tagged = Tagged.read(said);
        String text = switch (tagged.wish()) {
            case Wish.End() -> withoutLeading(tagged.text());
            case Wish.Names(var names) -> addressed(names, withoutLeading(tagged.text()));
            case Wish.None() -> answering(author, askers, withoutSelf(world, author.id(), tagged.text()));
        };
        List<AgentId> to = text.isBlank()
                ? List.of()
                : Routing.fromAgent(world, author.id(), Mentions.in(text)).answering();
        return new Handoff(text, to);
    }

    private static String answering(Agent author, List<AgentId> askers, String text) {
        boolean addressed = !Mentions.in(text).leading().isEmpty();
        if (askers.isEmpty() || !author.autoReply() || addressed || text.isBlank()) return text;
        if (askers.size() > 1 || BLOCK.matcher(text).lookingAt())
            return addressed(askers.stream().map(AgentId::value).toList(), text);
        return "@" + askers.getFirst() + " " + text;
    }

    /** One line per name, as a paragraph of its own. */
    private static String addressed(List<String> names, String text) {
        if (names.isEmpty()) return text;
        String lines = names.stream().map(name -> "@" + name).collect(Collectors.joining("\n"));
        return text.isBlank() ? lines : lines + "\n\n" + text;
    }

    private static String withoutLeading(String text) {
        var kept = new ArrayList<MessageLine>();
        for (MessageLine line : MessageLine.of(text)) {
            String rest = line.code() ? line.text() : withoutLeadingOf(line.text());
            boolean emptied = rest.isBlank() && !line.text().isBlank();
            if (!emptied) kept.add(line.with(rest));
        }
        return MessageLine.joined(kept).strip();
    }

    private static String withoutLeadingOf(String line) {
        String rest = line;
        for (Optional<Mentions.Found> next = Mentions.leading(rest); next.isPresent(); next = Mentions.leading(rest)) {
            rest = next.get().without(rest);
        }
        return rest;
    }

    /** Takes away what an agent says to itself before it says anything else. */
    private static String withoutSelf(World world, AgentId self, String text) {
        String rest = text;
        while (true) {
            String line = rest.stripLeading();
            Optional<Mentions.Found> first = Mentions.leading(line)
                    .filter(found -> Names.called(world, found.word()).contains(self));
            if (first.isEmpty()) return rest;
            rest = first.get().without(line).stripLeading();
        }
    }

    /** What a tag asks for. */
    private sealed interface Wish {
        record None() implements Wish {}

        record End() implements Wish {}

        record Names(List<String> names) implements Wish {}
    }

    /** A text without its tags. Of several the last counts, but nothing counts more than an end. */
    private record Tagged(String text, Wish wish) {
        static Tagged read(String said) {
            if (said.indexOf('<') < 0) return new Tagged(said, new Wish.None());
            var kept = new ArrayList<MessageLine>();
            Wish wish = new Wish.None();
            for (MessageLine line : MessageLine.of(said)) {
                Matcher tag = TAG.matcher(line.text());
                if (line.code() || !tag.find()) {
                    kept.add(line);
                    continue;
                }
                do {
                    if (!(wish instanceof Wish.End)) wish = wish(tag);
                } while (tag.find());
                String rest = tag.replaceAll("");
                if (!rest.isBlank()) kept.add(line.with(rest));
            }
            String text = MessageLine.joined(kept);
            return new Tagged(wish instanceof Wish.None ? text : text.strip(), wish);
        }

        private static Wish wish(Matcher tag) {
            String names = tag.group("names");
            if (names == null) return new Wish.End();
            return new Wish.Names(Stream.of(names.split("[,\\h]+", -1))
                    .map(name -> name.replaceAll("[^\\p{L}\\p{M}\\p{N}_-]", ""))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .limit(Mentions.MOST)
                    .toList());
        }
    }
}
