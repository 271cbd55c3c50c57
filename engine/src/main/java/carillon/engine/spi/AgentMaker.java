package carillon.engine.spi;

import carillon.core.id.AgentId;
import carillon.core.id.WorldId;

/** Adds the agents that agents make. Safe for many threads. */
@FunctionalInterface
public interface AgentMaker {
    /**
     * Adds an agent that is like another in all that is not given here.
     *
     * @param like the agent that makes it
     * @throws IllegalArgumentException if there cannot be such an agent; the message says why and what to do
     */
    void add(WorldId world, AgentId like, AgentId id, String name, String systemPrompt);
}
