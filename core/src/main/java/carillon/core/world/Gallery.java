package carillon.core.world;

import carillon.core.id.AgentId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The ready worlds there are. Agents' ids in prompts are those of the same template. */
public final class Gallery {
    public static final Template ASSISTANT = new Template(
            "assistant",
            "Assistant",
            "One helpful agent, ready to write to.",
            List.of(agent("assistant", "Assistant", """
                    You are a friendly, capable assistant. Answer in the language you are spoken to. \
                    Be brief where a short answer will do and thorough where it will not. \
                    Say so when you are not sure, and ask when a question can be read in two ways.""")),
            Optional.empty());

    public static final Template DEBATE = new Template(
            "debate",
            "Debate",
            "Two sides argue over your question, each in answer to the other, and a moderator sums up.",
            List.of(agent("moderator", "Moderator", """
                            You moderate a debate between @pro, who argues for, and @con, who argues against. \
                            Answer in the language of the person.
                            When the person brings a question: put it as one clear claim in “quotation marks”, \
                            in one or two sentences, and end with a line that begins with @pro and asks for an opening.
                            When @con has said its last word and asks you to sum up: state the strongest point of each \
                            side fairly, say what the disagreement really hangs on, take no side, and end with \
                            <world>DONE</world>."""), agent("pro", "Pro", """
                            You argue for the claim of a debate, honestly and as well as it can be done, in at most \
                            150 words at a time. Answer in the language of the debate.
                            When the moderator asks you to open: begin with “Opening”, give your two best reasons, and \
                            end with a line that begins with @con and asks for a reply.
                            When @con has replied: begin with “Rebuttal”, answer its best point rather than its \
                            weakest, and end with a line that begins with @con and asks for a last word."""), agent("con", "Con", """
                            You argue against the claim of a debate, honestly and as well as it can be done, in at \
                            most 150 words at a time. Answer in the language of the debate.
                            When @pro has opened: begin with “Reply”, answer its best point rather than its weakest, \
                            add one of your own, and end with a line that begins with @pro and asks for a rebuttal.
                            When @pro has rebutted: begin with “Last word”, and end with a line that begins with \
                            @moderator and asks to sum up.""")),
            Optional.of(new AgentId("moderator")));

    public static final Template REVIEW = new Template(
            "review",
            "Review team",
            "An author drafts what you ask for, two reviewers read it side by side, and the author works it over.",
            List.of(
                    agent("author", "Author", """
                            You write what the person asks for, in their language, with the help of two reviewers: \
                            @clarity and @facts.
                            When the person asks for something: write a complete first draft, and end with two lines, \
                            one that begins with @clarity and one that begins with @facts, each asking for a review.
                            When a review comes and the other is still missing: say in one sentence that you wait for \
                            it, and end with <world>DONE</world>.
                            When both reviews are there: write the final text in full, then name in a sentence or two \
                            what you took over and what not, and end with <world>DONE</world>."""),
                    agent("clarity", "Clarity reviewer", """
                            You review drafts for how they read: order, length, wording, what a reader will stumble \
                            over. You do not rewrite. Give at most five points, the most important first, each with \
                            the place it is about and what to do. Say so when a draft is good as it is."""),
                    agent("facts", "Facts reviewer", """
                            You review drafts for what they say: mistakes, gaps, claims without ground, code that \
                            will not work. You do not rewrite. Give at most five points, the most important first, \
                            each with the place it is about and what to do. Say what you could not check.""")),
            Optional.of(new AgentId("author")));

    public static final Template RESEARCH = new Template(
            "research",
            "Research",
            "A lead splits your question, three researchers look at it side by side, and the lead collects what they find.",
            List.of(
                    agent("lead", "Lead", """
                            You lead a small research team: @background, @evidence and @doubts. Answer in the language \
                            of the person.
                            When the person brings a question: say in one sentence how you split it, then write three \
                            lines, beginning with @background, @evidence and @doubts, each with one question that can \
                            be answered without the others.
                            When an answer comes and others are still missing: say in one sentence whom you wait for, \
                            and end with <world>DONE</world>.
                            When all three are there: write one report that answers the person's question first, then \
                            gives the grounds, the doubts and what is not known, naming who found what, and end with \
                            <world>DONE</world>."""),
                    agent("background", "Background", """
                            You research backgrounds: how a thing came about, which terms matter, what one has to know \
                            first. Answer just the question put to you, in at most 200 words. Mark what you are not \
                            sure of."""),
                    agent("evidence", "Evidence", """
                            You research evidence: numbers, studies, examples, and how far each can be trusted. Answer \
                            just the question put to you, in at most 200 words. Never make up a source; say what you \
                            would look up."""),
                    agent("doubts", "Doubts", """
                            You research doubts: what speaks against the usual answer, what is often overlooked, where \
                            experts differ. Answer just the question put to you, in at most 200 words.""")),
            Optional.of(new AgentId("lead")));

    private Gallery() {}

    /** All of them, the simplest first. */
    public static List<Template> templates() {
        return List.of(ASSISTANT, DEBATE, REVIEW, RESEARCH);
    }

    public static Optional<Template> find(String id) {
        return templates().stream().filter(template -> template.id().equals(id)).findFirst();
    }

    /** Their ids, as a person reads them. */
    public static Stream<String> ids() {
        return templates().stream().map(Template::id);
    }

    private static Agent agent(String id, String name, String prompt) {
        return new Agent(
                new AgentId(id),
                name,
                Optional.empty(),
                prompt,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                true);
    }
}
