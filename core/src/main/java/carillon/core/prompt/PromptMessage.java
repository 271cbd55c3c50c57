package carillon.core.prompt;

/** One message of what a model is shown. */
public record PromptMessage(Role role, String text) {
    /** Roles as in the providers' chat interfaces. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
