package carillon.core.chat;

import carillon.core.id.AgentId;

/** A piece of a message. */
public sealed interface Part {
    String text();

    record Text(String text) implements Part {}

    /** What the model thought aloud before it answered; never shown to a model again. */
    record Reasoning(String text) implements Part {}

    /**
     * What an agent met before, summed up for it.
     *
     * @param upTo the last of it, by the seq at which the agent met it
     */
    record Summary(String text, AgentId agent, long upTo) implements Part {}
}
