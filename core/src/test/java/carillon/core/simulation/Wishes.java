package carillon.core.simulation;

import carillon.core.id.AgentId;
import carillon.core.id.ToolCallId;
import carillon.core.tool.ToolUse;
import carillon.core.tool.ToolVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a model asks tools for, and what each call needs before it may run. */
final class Wishes {
    private static final int MOST_AT_ONCE = 4;
    private static final int AGENTS = 4;
    private static final int SCOPES = 3;

    private final SimulatedChat chat;
    private final RandomGenerator random;

    Wishes(SimulatedChat chat, RandomGenerator random) {
        this.chat = chat;
        this.random = random;
    }

    List<ToolUse> some() {
        var uses = new ArrayList<ToolUse>();
        int many = random.nextInt(1, MOST_AT_ONCE + 1);
        for (int i = 0; i < many; i++) {
            var id = new ToolCallId(chat.nextId());
            ToolVerdict verdict = verdict(id);
            uses.add(new ToolUse(id, verdict.getClass().getSimpleName(), "{\"on\":\"#" + chat.word() + "\"}", verdict));
        }
        return uses;
    }

    /** Scopes are the same in all chats, so that what is allowed in one would be in another if they shared anything. */
    private ToolVerdict verdict(ToolCallId id) {
        String words = "about #" + chat.word();
        return switch (random.nextInt(8)) {
            case 0, 1 -> new ToolVerdict.Allowed("allowed-" + id);
            case 2, 3, 4 -> {
                int scope = random.nextInt(SCOPES);
                yield new ToolVerdict.NeedsApproval("asked-" + id, words, words, "scope" + scope, "all of " + scope);
            }
            case 5 -> asks(words);
            case 6 -> new ToolVerdict.Says(agents(), "@a1 do this #" + chat.word());
            default -> new ToolVerdict.Refused("Never " + words);
        };
    }

    private ToolVerdict asks(String words) {
        return switch (random.nextInt(3)) {
            case 0 -> new ToolVerdict.Asks(words, List.of(), false, true);
            case 1 -> new ToolVerdict.Asks(words, List.of("Go on", "Stop here"), true, false);
            default -> new ToolVerdict.Asks(words, List.of("This", "That"), false, random.nextBoolean());
        };
    }

    /** Of the world or not, its own or another. */
    private List<AgentId> agents() {
        var agents = new ArrayList<AgentId>();
        for (int i = 1; i <= AGENTS; i++) if (random.nextInt(3) == 0) agents.add(new AgentId("a" + i));
        return agents;
    }
}
