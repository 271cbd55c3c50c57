package carillon.core.routing;

import carillon.core.id.AgentId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.util.Comparator;
import java.util.List;

/** Agents that somebody who mistyped may have meant. */
final class CloseMatches {
    private static final int MOST = 3;
    private static final int MIN_PREFIX_CHARS = 2;

    private CloseMatches() {}

    /** At most three agents whose id or name is close to the word, the closest first. */
    static List<AgentId> of(World world, String word) {
        String typed = Names.asOneWord(word);
        record Candidate(AgentId agent, int distance) {}
        return world.agents().stream()
                .map(agent -> new Candidate(agent.id(), distance(typed, agent)))
                .filter(candidate -> candidate.distance() <= allowed(typed))
                .sorted(Comparator.comparingInt(Candidate::distance))
                .limit(MOST)
                .map(Candidate::agent)
                .toList();
    }

    private static int allowed(String typed) {
        return Math.max(1, typed.length() / 3);
    }

    private static int distance(String typed, Agent agent) {
        String name = Names.asOneWord(agent.name());
        String id = Names.asOneWord(agent.id().value());
        return Math.min(distance(typed, name), distance(typed, id));
    }

    private static int distance(String typed, String meant) {
        boolean begun = typed.length() >= MIN_PREFIX_CHARS && meant.startsWith(typed);
        boolean beyond = meant.length() >= MIN_PREFIX_CHARS && typed.startsWith(meant);
        return begun || beyond ? 1 : edits(typed, meant);
    }

    /** How many letters must be added, dropped, replaced or swapped with their neighbour to get from one to the other. */
    static int edits(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) row[j] = j;
        for (int i = 1; i <= from.length(); i++) {
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
            }
        }
        return row[to.length()];
    }
}
