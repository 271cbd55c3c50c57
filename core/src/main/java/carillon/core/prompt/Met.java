package carillon.core.prompt;

/**
 * A message as an agent is shown it.
 *
 * @param at the seq at which the agent met it; grows, and no two are the same
 */
record Met(long at, PromptMessage shown) {}
