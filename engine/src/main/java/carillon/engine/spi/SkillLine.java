package carillon.engine.spi;

/**
 * What a prompt says of a skill.
 *
 * @param description one line
 */
public record SkillLine(String id, String description) {}
