package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.id.AgentId;
import carillon.core.id.Slug;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.WorldNotFoundException;
import carillon.engine.spi.Providers;
import carillon.server.json.JsonIn;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import carillon.server.json.WorldJson;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Agents of a world. Every change makes a new version of the world. */
final class AgentsApi {
    private static final int MAX_NAME_CHARS = 200;

    private final ChatEngine engine;
    private final Models models;

    AgentsApi(ChatEngine engine, Providers providers) {
        this.engine = engine;
        models = new Models(providers);
    }

    void list(Exchange exchange) {
        World world = find(exchange.world());
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (Agent agent : world.agents()) WorldJson.write(out, agent);
            out.endList().end();
        });
    }

    void create(Exchange exchange) throws IOException {
        WorldId world = exchange.world();
        Agent agent = created(exchange.body());
        engine.worlds().edit(world, before -> {
            if (before.agent(agent.id()).isPresent()) {
                throw new ProblemException(
                        ProblemCode.AGENT_EXISTS, "The world has an agent \"" + agent.id() + "\" already");
            }
            var agents = new ArrayList<>(before.agents());
            agents.add(agent);
            return before.withAgents(agents, before.mainAgent());
        });
        exchange.answer(Status.CREATED_201, out -> WorldJson.write(out, agent));
    }

    void show(Exchange exchange) {
        Agent agent = find(find(exchange.world()), exchange.agent());
        exchange.answer(out -> WorldJson.write(out, agent));
    }

    void change(Exchange exchange) throws IOException {
        AgentId id = exchange.agent();
        JsonIn body = exchange.body();
        World after = engine.worlds().edit(exchange.world(), world -> {
            Agent changed = changed(body, find(world, id));
            List<Agent> agents = world.agents().stream()
                    .map(each -> each.id().equals(id) ? changed : each)
                    .toList();
            return world.withAgents(agents, world.mainAgent());
        });
        Agent agent = find(after, id);
        exchange.answer(out -> WorldJson.write(out, agent));
    }

    void delete(Exchange exchange) {
        AgentId id = exchange.agent();
        engine.worlds().edit(exchange.world(), world -> {
            Agent gone = find(world, id);
            List<Agent> agents =
                    world.agents().stream().filter(each -> !each.equals(gone)).toList();
            return world.withAgents(agents, world.mainAgent().filter(main -> !main.equals(id)));
        });
        exchange.done();
    }

    private Agent created(JsonIn body) {
        String name = body.has("name") ? name(body) : body.requiredText("id");
        return built(body, id(body.text("id"), name), name, Optional.empty());
    }

    private Agent changed(JsonIn body, Agent before) {
        return built(body, before.id(), body.has("name") ? name(body) : before.name(), Optional.of(before));
    }

    private Agent built(JsonIn body, AgentId id, String name, Optional<Agent> before) {
        return new Agent(
                id,
                name,
                models.changed(body, before.flatMap(Agent::model)),
                body.has("systemPrompt")
                        ? body.text("systemPrompt").orElse("")
                        : before.map(Agent::systemPrompt).orElse(""),
                body.has("temperature")
                        ? temperature(body)
                        : before.map(Agent::temperature).orElse(OptionalDouble.empty()),
                tokens(body, "maxTokens", 1, before.map(Agent::maxTokens)),
                tokens(body, "contextTokens", Agent.LEAST_CONTEXT, before.map(Agent::contextTokens)),
                body.has("reasoningEffort")
                        ? body.text("reasoningEffort").filter(text -> !text.isBlank())
                        : before.flatMap(Agent::reasoningEffort),
                body.flag("autoReply")
                        .orElse(body.has("autoReply")
                                || before.map(Agent::autoReply).orElse(true)));
    }

    private static String name(JsonIn body) {
        String name = body.requiredText("name").strip();
        if (name.length() > MAX_NAME_CHARS) {
            throw badRequest("\"name\" has at most " + MAX_NAME_CHARS + " characters");
        }
        return name;
    }

    private static AgentId id(Optional<String> given, String name) {
        try {
            return AgentId.parse(given.isPresent() ? given.get() : Slug.of(name));
        } catch (IllegalArgumentException e) {
            throw badRequest("\"id\" must be 1 to 64 lower-case letters, digits, '-' and '_'");
        }
    }

    private static OptionalDouble temperature(JsonIn body) {
        OptionalDouble number = body.number("temperature");
        if (number.isPresent() && !(number.getAsDouble() >= 0 && number.getAsDouble() <= 2)) {
            throw badRequest("\"temperature\" must be from 0 to 2");
        }
        return number;
    }

    private static OptionalInt tokens(JsonIn body, String field, int least, Optional<OptionalInt> before) {
        if (!body.has(field)) return before.orElse(OptionalInt.empty());
        OptionalLong number = body.whole(field);
        if (number.isEmpty()) return OptionalInt.empty();
        if (number.getAsLong() < least || number.getAsLong() > Integer.MAX_VALUE) {
            throw badRequest("\"" + field + "\" must be from " + least + " to " + Integer.MAX_VALUE);
        }
        return OptionalInt.of((int) number.getAsLong());
    }

    private World find(WorldId id) {
        return engine.worlds().find(id).orElseThrow(() -> new WorldNotFoundException(id));
    }

    private static Agent find(World world, AgentId id) {
        return world.agent(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.AGENT_NOT_FOUND, "World \"" + world.id() + "\" has no agent \"" + id + "\""));
    }
}
