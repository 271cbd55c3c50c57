package carillon.core.chat;

/**
 * The arguments that a person gave a call in place of the model's.
 *
 * @param arguments JSON
 * @param binding   what the call is bound to with them
 */
public record ChangedArguments(String arguments, String binding) {}
