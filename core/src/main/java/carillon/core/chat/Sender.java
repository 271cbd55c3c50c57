package carillon.core.chat;

/** Who a message is from. An agent's message names the agent beside it. */
public enum Sender {
    HUMAN,
    WORLD,
    SYSTEM,
    AGENT
}
