package carillon.engine.spi;

/** Which opening of the store an owner belongs to. A later opening's writes make an earlier one's stale. */
public record Epoch(long number) {}
