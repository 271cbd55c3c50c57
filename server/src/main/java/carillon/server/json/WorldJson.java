package carillon.server.json;

import carillon.core.chat.Usage;
import carillon.core.world.Agent;
import carillon.core.world.ModelChoice;
import carillon.core.world.Template;
import carillon.core.world.World;

/** Worlds and agents. */
public final class WorldJson {
    private WorldJson() {}

    /** @param usage what its model calls used up to now */
    public static void write(JsonOut out, World world, Usage usage) {
        out.begin()
                .word("id", world.id().value())
                .field("name", world.name())
                .field("version", world.version())
                .field("createdAt", world.createdAt());
        world.mainAgent().ifPresent(agent -> out.word("mainAgent", agent.value()));
        out.field("turnLimit", world.replyLimit());
        world.defaultModel().ifPresent(model -> {
            out.key("defaultModel").begin();
            choice(out, model);
            out.end();
        });
        world.budget().ifPresent(budget -> BudgetJson.write(out.key("budget"), budget));
        world.chatBudget().ifPresent(budget -> BudgetJson.write(out.key("chatBudget"), budget));
        ToolJson.write(out.key("tools"), world.toolSettings());
        out.key("variables").begin();
        world.variables().keySet().stream().sorted().forEach(name -> {
            out.name(name);
            out.value(world.variables().getOrDefault(name, ""));
        });
        out.end().key("agents").beginList();
        for (Agent agent : world.agents()) write(out, agent);
        out.endList();
        MessageJson.usage(out.key("usage"), usage);
        out.end();
    }

    public static void write(JsonOut out, Template template) {
        out.begin()
                .word("id", template.id())
                .field("name", template.name())
                .field("description", template.description());
        template.mainAgent().ifPresent(agent -> out.word("mainAgent", agent.value()));
        out.key("agents").beginList();
        for (Agent agent : template.agents()) write(out, agent);
        out.endList().end();
    }

    public static void write(JsonOut out, Agent agent) {
        out.begin().word("id", agent.id().value()).field("name", agent.name());
        agent.model().ifPresent(model -> choice(out, model));
        out.field("systemPrompt", agent.systemPrompt());
        if (agent.temperature().isPresent()) {
            out.key("temperature").value(agent.temperature().getAsDouble());
        }
        if (agent.maxTokens().isPresent()) {
            out.field("maxTokens", agent.maxTokens().getAsInt());
        }
        if (agent.contextTokens().isPresent()) {
            out.field("contextTokens", agent.contextTokens().getAsInt());
        }
        out.field("reasoningEffort", agent.reasoningEffort())
                .field("autoReply", agent.autoReply())
                .end();
    }

    private static void choice(JsonOut out, ModelChoice choice) {
        out.word("provider", choice.provider().value()).field("model", choice.model());
        choice.baseUrl().ifPresent(url -> out.field("baseUrl", url.toString()));
    }
}
