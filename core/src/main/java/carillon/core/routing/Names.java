package carillon.core.routing;

import carillon.core.id.AgentId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which agents go by a word. */
final class Names {
    private static final Pattern NOT_SAID = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Names() {}

    /** The agent with this id, else those whose name is this when written as one word. */
    static List<AgentId> called(World world, String word) {
        String id = word.toLowerCase(Locale.ROOT);
        List<AgentId> byId = world.agents().stream()
                .map(Agent::id)
                .filter(agent -> agent.value().equals(id))
                .toList();
        if (!byId.isEmpty()) return byId;
        String name = asOneWord(word);
        return world.agents().stream()
                .filter(agent -> !name.isEmpty() && asOneWord(agent.name()).equals(name))
                .map(Agent::id)
                .toList();
    }

    /** Letters and digits only, in lower case and without accents. */
    static String asOneWord(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD);
        return NOT_SAID.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
