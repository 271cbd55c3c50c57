package carillon.models;

import carillon.core.prompt.Compaction;
import carillon.core.prompt.Prompt;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the demo model says to a conversation. It depends on nothing else, so whoever reads it can see that no other
 * chat had a part in it.
 *
 * @param pace    for each word, give or take a third; empty for all at once
 * @param failure how the call ends after the text, if it is to fail
 */
record DemoScript(String reasoning, String text, Optional<Duration> pace, Optional<String> failure) {
    private static final Duration HUMAN = Duration.ofMillis(30);
    private static final Duration SLOW = Duration.ofMillis(400);

    private static final Pattern FAIL = asked("fail|(please|now) fail|fail (now|please|on purpose)|break");
    private static final Pattern SLOWLY = word("slow|slowly");
    private static final Pattern LONG = word("long|longer|essay|detailed");
    private static final Pattern SHORT = word("short|shortly|brief|briefly");
    private static final Pattern THINK =
            Pattern.compile("(?i)\\b(think(ing)? (aloud|out loud|hard|first)|reason(ing)?)\\b");
    private static final Pattern CODE = word("code|program|function|snippet");
    private static final Pattern TABLE = word("table");
    private static final Pattern LIST = word("list|bullets");
    private static final String GO_ON = "Your last answer was cut off";
    private static final int MOST_SUMMARY = 1_000;
    private static final Pattern PARAGRAPH = Pattern.compile("\n\n");
    private static final Pattern HEADER = Pattern.compile("^@[a-z0-9_-]+[:,]?\\s+");

    private static final String WHO =
            "I am Carillon's **scripted demo model**: no real AI, just prepared text that works without a network.";
    private static final String MENU = """
            Things to try here:

            - `long` – a long answer, to read while another chat works
            - `slow` – a slow one, to stop or to leave running
            - `think aloud` – reasoning before the answer
            - `code`, `table`, `list` – Markdown
            - `short` – one sentence
            - `fail` – a call that goes wrong
            - `tour` – the tools: looks around, asks to write a file, runs a command, asks you something
            - `hand off to` and the ids of agents – they answer, and their answers come back
            - `argue with` and an id – goes on until the limit of replies

            For real answers, add a provider in **Settings → Providers**.
            """;

    /** Says a text at a reader's pace. */
    static DemoScript plain(String text) {
        return new DemoScript("", text, Optional.of(HUMAN), Optional.empty());
    }

    static DemoScript forConversation(List<PromptMessage> messages) {
        List<String> asked = messages.stream()
                .filter(message -> message.role() == Role.USER)
                .map(PromptMessage::text)
                .toList();
        String last = asked.isEmpty() ? "" : asked.getLast();
        if (last.startsWith(Prompt.TITLE_REQUEST)) {
            return new DemoScript("", DemoTitle.from(last), Optional.empty(), Optional.empty());
        }
        if (last.startsWith(Compaction.REQUEST)) {
            return new DemoScript("", summary(last), Optional.of(HUMAN), Optional.empty());
        }
        if (last.startsWith(GO_ON) && messages.size() > 2) return theRest(messages);
        String wish = HEADER.matcher(last.strip()).replaceFirst("");
        Duration pace = SLOWLY.matcher(wish).find() ? SLOW : HUMAN;
        String reasoning = THINK.matcher(wish).find() ? thoughts(wish, asked.size()) : "";
        if (FAIL.matcher(wish).find()) {
            return new DemoScript(
                    reasoning,
                    "This answer is going to break off in the middle of",
                    Optional.of(pace),
                    Optional.of("The demo model failed because it was asked to. Other chats are not affected."));
        }
        String text = DemoRole.says(messages, subject(wish))
                .or(() -> DemoTeamwork.answers(last))
                .or(() -> DemoTeamwork.calls(wish))
                .orElseGet(() -> answer(wish, asked));
        return new DemoScript(reasoning, text, Optional.of(pace), Optional.empty());
    }

    /** A stand-in for a summary: how each message that it is of begins. */
    private static String summary(String request) {
        var text = new StringBuilder("Scripted demo summary; the messages before began:");
        for (String message : PARAGRAPH.split(request)) {
            String line = Plain.line(message, 60);
            if (!line.isBlank() && !line.startsWith(Compaction.REQUEST))
                text.append("\n- ").append(line);
            if (text.length() > MOST_SUMMARY) break;
        }
        return text.toString();
    }

    /** What was not said of an answer that was stopped or failed. */
    private static DemoScript theRest(List<PromptMessage> messages) {
        String said = messages.get(messages.size() - 2).text().strip();
        DemoScript before = forConversation(messages.subList(0, messages.size() - 2));
        boolean more = before.text().startsWith(said) && before.text().length() > said.length();
        String rest = more ? before.text().substring(said.length()) : " a sentence, and this is how it goes on.";
        return new DemoScript("", rest, before.pace(), Optional.empty());
    }

    private static String answer(String wish, List<String> asked) {
        String subject = subject(wish);
        if (SHORT.matcher(wish).find()) return "Scripted demo answer to “" + subject + "”: all is well.";
        var text = new StringBuilder(WHO)
                .append("\n\n")
                .append(place(subject, asked))
                .append("\n\n");
        boolean shown = false;
        if (LIST.matcher(wish).find()) shown = add(text, list(subject));
        if (CODE.matcher(wish).find()) shown = add(text, code(subject));
        if (TABLE.matcher(wish).find()) shown = add(text, table(asked));
        if (LONG.matcher(wish).find()) shown = add(text, essay(subject));
        if (!shown) text.append(MENU);
        return text.toString().strip();
    }

    private static boolean add(StringBuilder text, String part) {
        text.append(part.strip()).append("\n\n");
        return true;
    }

    private static String place(String subject, List<String> asked) {
        if (asked.isEmpty()) return "Nobody has written anything in this chat yet.";
        String here = "You wrote: “" + subject + "”. ";
        if (asked.size() == 1) return here + "It is the first message I was shown in this chat.";
        return here + "I was shown " + asked.size()
                + " messages in this chat, and nothing of any other; the first was “"
                + subject(HEADER.matcher(asked.getFirst().strip()).replaceFirst("")) + "”.";
    }

    private static String thoughts(String wish, int messages) {
        return "I am asked about “" + subject(wish) + "”. This chat has shown me "
                + (messages == 1 ? "one message" : messages + " messages")
                + ". I have no mind to think with, so this is a script as well, but it streams like the thoughts of a"
                + " model that has one. Now for the answer.";
    }

    private static String list(String subject) {
        return """
                About “%s”, in order:

                1. Say what is wanted.
                2. Try the smallest part of it.
                   - Keep what works.
                   - Leave out what does not.
                3. Look at the whole again.
                """.formatted(subject);
    }

    private static String code(String subject) {
        return """
                A little code:

                ```java
                /** Greets; asked for with “%s”. */
                static String greeting(String name) {
                    return "Hello, " + name + "!";
                }
                ```
                """.formatted(subject.replace("*/", ""));
    }

    private static String table(List<String> asked) {
        var table = new StringBuilder("| message | characters | begins with |\n|---:|---:|---|\n");
        int first = Math.max(0, asked.size() - 10);
        for (int i = first; i < asked.size(); i++) {
            String text = asked.get(i);
            table.append("| ")
                    .append(i + 1)
                    .append(" | ")
                    .append(text.length())
                    .append(" | ")
                    .append(Plain.line(text, 30).replace("|", "\\|"))
                    .append(" |\n");
        }
        return "The messages of this chat:\n\n" + table;
    }

    private static String essay(String subject) {
        String[] ways = {
            "from near",
            "from afar",
            "as a child would",
            "as an engineer would",
            "as a poet would",
            "with yesterday in mind",
            "with tomorrow in mind",
            "without hurry"
        };
        var essay = new StringBuilder("## A long look at “").append(subject).append("”\n\n");
        for (int i = 0; i < ways.length; i++) {
            essay.append("### ")
                    .append(i + 1)
                    .append(". Looked at ")
                    .append(ways[i])
                    .append("\n\n")
                    .append("One can look at “")
                    .append(subject)
                    .append("” ")
                    .append(ways[i])
                    .append(". A bell is rung and the others stay silent; then another answers, and none of them")
                    .append(" waits for the rest. That is how chats work here: this answer can be long, and every")
                    .append(" other chat goes on in its own time. Open a second chat and see.\n\n");
        }
        return essay.append("That was the whole of it.").toString();
    }

    private static String subject(String wish) {
        return Plain.line(wish.replaceAll("[`*_#>|\\[\\]<]+", ""), 80);
    }

    private static Pattern word(String words) {
        return Pattern.compile("(?i)\\b(" + words + ")\\b");
    }

    /** A wish that is the message itself, not a word that happens to be in it. */
    private static Pattern asked(String wish) {
        return Pattern.compile(
                "(?i)^\\W*(please )?(" + wish + ")\\W*$|(?i)\\bplease fail\\b|(?i)\\bfail on purpose\\b");
    }
}
