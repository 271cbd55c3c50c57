package carillon.engine;

import carillon.core.id.WorldId;

/** There is no such world, or it was deleted. */
public final class WorldNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WorldNotFoundException(WorldId world) {
        super("There is no world \"" + world + "\"");
    }
}
