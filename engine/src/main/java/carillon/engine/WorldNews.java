package carillon.engine;

import carillon.core.id.WorldId;

/** A world has a new version, or is gone. */
public record WorldNews(WorldId world, long version, boolean deleted) {}
