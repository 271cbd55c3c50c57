package carillon.core.chat;

import carillon.core.world.Budget;

/** How far a person let a chat go beyond a budget: all that is used, by the chat or by its whole world, may be this much. */
public record Grant(Scope scope, Budget upTo) {
    /** Whose use is counted. */
    public enum Scope {
        CHAT,
        WORLD
    }
}
