package carillon.core.chat;

import carillon.core.world.ToolMode;
import java.util.Optional;

/**
 * How the tools of a chat differ from those of its world.
 *
 * @param mode      what it is narrowed to; a wider one than the world's means nothing
 * @param workspace its private copy of the world's workspace, a folder
 */
public record OwnTools(Optional<ToolMode> mode, Optional<String> workspace) {
    public static final OwnTools NONE = new OwnTools(Optional.empty(), Optional.empty());
}
