package carillon.engine;

/**
 * Counts since the start, to see drift by.
 *
 * @param owners         chats that have a live owner now
 * @param calls          model calls under way now
 * @param droppedResults what came back for something that was over
 * @param faults         bugs that an owner caught
 */
public record Diagnostics(int owners, int calls, long droppedResults, long faults) {}
