package carillon.models;

import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.Agent;
import carillon.core.world.Gallery;
import carillon.core.world.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the demo model says as an agent of a ready world, so that each shows what it is for. It takes part as long as the
 * agent has the prompt it was made with and the others are there, and says nothing but what the messages at hand call for.
 */
final class DemoRole {
    private static final Pattern FROM = Pattern.compile("^@(?<id>[a-z0-9_-]+):\\n(?s:.*)");
    private static final Pattern TOPIC = Pattern.compile("“([^”]*)”");
    private static final String END = " <world>DONE</world>";
    private static final String SCRIPTED = "I am the scripted demo model, so this only shows the way: ";

    private static final Map<String, String> REVIEWS = Map.of(
            "clarity",
                    "**Clarity:** the first sentence on “%s” should say what follows from it, and the second is too long.",
            "facts", "**Facts:** “%s” is claimed without a ground in the last sentence. Give one or leave it out.");
    private static final Map<String, String> FINDINGS = Map.of(
            "background",
                    "**Background:** “%s” was asked before there were bells, and the answer changed with each town.",
            "evidence", "**Evidence:** three towers out of four agree on “%s”. I would look the fourth one up.",
            "doubts", "**Doubts:** what is usually said about “%s” was said by people who lived next to a tower.");

    private DemoRole() {}

    /**
     * What the agent that is shown these messages says next.
     *
     * @param topic what a person wants, if the last message is from one
     * @return empty when the demo has no part to play here
     */
    static Optional<String> says(List<PromptMessage> messages, String topic) {
        if (messages.isEmpty() || messages.getFirst().role() != Role.SYSTEM) return Optional.empty();
        String system = messages.getFirst().text();
        String last = messages.getLast().text();
        Matcher from = FROM.matcher(last);
        Optional<String> asker = from.matches() ? Optional.of(from.group("id")) : Optional.empty();
        String about = asker.isPresent() ? topicOf(last) : topic.replaceAll("[“”]", "");
        return Gallery.templates().stream()
                .flatMap(template -> cast(template, system))
                .findFirst()
                .flatMap(agent -> switch (agent) {
                    case "moderator" -> moderator(asker, last, about);
                    case "pro" -> pro(asker, about);
                    case "con" -> con(asker, last, about);
                    case "author" -> collector(messages, asker, about, REVIEWS, DemoRole::draft, DemoRole::finished);
                    case "lead" -> collector(messages, asker, about, FINDINGS, DemoRole::split, DemoRole::report);
                    default -> helper(agent, asker, about);
                });
    }

    /** The agent of that template whose system prompt this is, if all the others are there as well. */
    private static Stream<String> cast(Template template, String system) {
        return template.agents().stream()
                .filter(agent -> system.startsWith(agent.systemPrompt()))
                .filter(agent -> others(template, agent).allMatch(system::contains))
                .map(agent -> agent.id().value());
    }

    /** How the others are named to it. */
    private static Stream<String> others(Template template, Agent agent) {
        return template.agents().stream().filter(each -> !each.equals(agent)).map(each -> "@" + each.id() + " (");
    }

    private static String topicOf(String text) {
        Matcher quoted = TOPIC.matcher(text);
        return quoted.find() ? quoted.group(1) : "the question";
    }

    private static Optional<String> moderator(Optional<String> asker, String last, String about) {
        if (asker.isEmpty()) {
            return Optional.of(
                    "The claim is “" + about + "”. Each side speaks twice, and then I sum up.\n\n@pro please open.");
        }
        if (!last.contains("sum up")) return Optional.empty();
        return Optional.of("**Summary of “" + about
                + "”.** For it speaks that it can be tried. Against it speaks that not"
                + " everybody wants to. It hangs on who pays if it goes wrong, and that is for you to judge." + END);
    }

    private static Optional<String> pro(Optional<String> asker, String about) {
        return asker.flatMap(id -> switch (id) {
            case "moderator" ->
                Optional.of("**Opening for “" + about + "”.** " + SCRIPTED
                        + "it has been done before, and nobody wanted it undone.\n\n@con your reply?");
            case "con" ->
                Optional.of("**Rebuttal for “" + about + "”.** That it takes time is no reason not to begin."
                        + "\n\n@con your last word?");
            default -> Optional.empty();
        });
    }

    private static Optional<String> con(Optional<String> asker, String last, String about) {
        if (!asker.equals(Optional.of("pro"))) return Optional.empty();
        return Optional.of(
                last.contains("Rebuttal")
                        ? "**Last word against “" + about + "”.** What has begun is hard to stop."
                                + "\n\n@moderator please sum up."
                        : "**Reply against “" + about + "”.** What others did is no reason, and it takes time that is"
                                + " needed elsewhere.\n\n@pro what do you say to that?");
    }

    private static Optional<String> helper(String agent, Optional<String> asker, String about) {
        String says = REVIEWS.getOrDefault(agent, FINDINGS.getOrDefault(agent, ""));
        boolean asked = asker.equals(Optional.of("author")) || asker.equals(Optional.of("lead"));
        return says.isEmpty() || !asked ? Optional.empty() : Optional.of(says.formatted(about));
    }

    private static Optional<String> collector(
            List<PromptMessage> messages,
            Optional<String> asker,
            String about,
            Map<String, String> asked,
            UnaryOperator<String> opening,
            UnaryOperator<String> ending) {
        if (asker.isEmpty()) return Optional.of(opening.apply(about));
        if (!asked.containsKey(asker.get())) return Optional.empty();
        Set<String> answered = answered(messages);
        String missing = asked.keySet().stream()
                .filter(id -> !answered.contains(id))
                .sorted()
                .collect(Collectors.joining(" and "));
        return Optional.of(
                missing.isEmpty()
                        ? ending.apply(about)
                        : "Thank you, " + asker.get() + ". I wait for " + missing + "." + END);
    }

    /** Which agents have said something since a person last wrote. */
    private static Set<String> answered(List<PromptMessage> messages) {
        int from = messages.size() - 1;
        while (from > 0 && !isFromPerson(messages.get(from))) from--;
        return messages.subList(from, messages.size()).stream()
                .filter(message -> message.role() == Role.USER)
                .map(message -> FROM.matcher(message.text()))
                .filter(Matcher::matches)
                .map(heading -> heading.group("id"))
                .collect(Collectors.toSet());
    }

    private static boolean isFromPerson(PromptMessage message) {
        return message.role() == Role.USER && !FROM.matcher(message.text()).matches();
    }

    private static String draft(String about) {
        return "A first draft on “" + about + "”: " + SCRIPTED + "there would be three paragraphs here."
                + "\n\n@clarity please review how it reads.\n@facts please review what it says.";
    }

    private static String finished(String about) {
        return "**Final text on “" + about
                + "”.** Three better paragraphs, with what clarity asked for in the first and a"
                + " ground for what facts had doubted in the last." + END;
    }

    private static String split(String about) {
        return "I split “" + about + "” in three.\n\n@background how did it come about?"
                + "\n@evidence what can be counted?\n@doubts what speaks against the usual answer?";
    }

    private static String report(String about) {
        return "**Report on “" + about
                + "”.** The towns differ (background), most towers agree (evidence), and those who"
                + " say so live next to one (doubts). What the fourth tower thinks is not known." + END;
    }
}
