package carillon.core.chat;

/** A piece of a message. */
public sealed interface Part {
    String text();

    record Text(String text) implements Part {}

    /** What the model thought aloud before it answered; never shown to a model again. */
    record Reasoning(String text) implements Part {}
}
