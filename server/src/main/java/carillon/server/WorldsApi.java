package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.id.AgentId;
import carillon.core.id.Slug;
import carillon.core.id.WorldId;
import carillon.core.world.Agent;
import carillon.core.world.Budget;
import carillon.core.world.Gallery;
import carillon.core.world.ModelChoice;
import carillon.core.world.Template;
import carillon.core.world.World;
import carillon.engine.ChatEngine;
import carillon.engine.WorldNotFoundException;
import carillon.engine.spi.Providers;
import carillon.engine.spi.ToolServers;
import carillon.server.json.JsonIn;
import carillon.server.json.JsonOut;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import carillon.server.json.WorldJson;
import io.helidon.http.Status;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Worlds and their settings. */
final class WorldsApi {
    private static final int MAX_NAME_CHARS = 200;

    private final ChatEngine engine;
    private final Providers providers;
    private final Models models;
    private final InstantSource clock;
    private final ToolsIn toolsIn;

    WorldsApi(ChatEngine engine, Providers providers, ToolServers toolServers, InstantSource clock) {
        this.engine = engine;
        this.providers = providers;
        this.clock = clock;
        toolsIn = new ToolsIn(toolServers);
        models = new Models(providers);
    }

    void list(Exchange exchange) {
        List<World> worlds = engine.worlds().list();
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (World world : worlds) write(out, world);
            out.endList().end();
        });
    }

    void templates(Exchange exchange) {
        exchange.answer(out -> {
            out.begin().key("items").beginList();
            for (Template template : Gallery.templates()) WorldJson.write(out, template);
            out.endList().end();
        });
    }

    void create(Exchange exchange) throws IOException, InterruptedException {
        JsonIn body = exchange.body();
        Optional<Template> template = body.text("template").map(WorldsApi::template);
        World world = template.isPresent() && !body.has("name")
                ? createdAsNamed(template.get())
                : created(name(body), template);
        exchange.answer(Status.CREATED_201, out -> write(out, world));
    }

    private World created(String name, Optional<Template> template) throws InterruptedException {
        WorldId id = id(name);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        World world = template.isPresent()
                ? template.get().world(id, name, now, providers.bestChoice())
                : World.named(id, name, now);
        if (!engine.worlds().create(world)) {
            throw new ProblemException(
                    ProblemCode.WORLD_EXISTS, "There is or was a world \"" + id + "\"; choose another name");
        }
        return world;
    }

    /** One that goes by its template's name, with a number when there is or was such a world. */
    private World createdAsNamed(Template template) throws InterruptedException {
        ModelChoice model = providers.bestChoice();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (int count = 1; ; count++) {
            String name = count == 1 ? template.name() : template.name() + " " + count;
            World world = template.world(id(name), name, now, model);
            if (engine.worlds().create(world)) return world;
        }
    }

    void show(Exchange exchange) {
        World world = find(exchange.world());
        exchange.answer(out -> write(out, world));
    }

    void change(Exchange exchange) throws IOException {
        WorldId id = exchange.world();
        JsonIn body = exchange.body();
        Optional<String> name = body.has("name") ? Optional.of(name(body)) : Optional.empty();
        Optional<Map<String, String>> variables = body.textMap("variables");
        Optional<OptionalInt> turnLimit = body.has("turnLimit") ? Optional.of(turnLimit(body)) : Optional.empty();
        World changed = engine.worlds()
                .edit(
                        id,
                        world -> world.renamed(name.orElse(world.name()))
                                .withAgents(agentOrder(body, world), mainAgent(body, world))
                                .withTurnLimit(turnLimit.orElse(world.turnLimit()))
                                .withDefaultModel(defaultModel(body, world))
                                .withVariables(variables.orElse(world.variables()))
                                .withBudgets(
                                        budget(body, "budget", world.budget()),
                                        budget(body, "chatBudget", world.chatBudget()))
                                .withTools(toolsIn.settings(body, world.toolSettings())));
        exchange.answer(out -> write(out, changed));
    }

    void delete(Exchange exchange) {
        engine.deleteWorld(exchange.world());
        exchange.done();
    }

    private void write(JsonOut out, World world) {
        WorldJson.write(out, world, engine.usage(world.id()));
    }

    private World find(WorldId id) {
        return engine.worlds().find(id).orElseThrow(() -> new WorldNotFoundException(id));
    }

    private static String name(JsonIn body) {
        String name = body.requiredText("name").strip();
        if (name.length() > MAX_NAME_CHARS) {
            throw badRequest("\"name\" has at most " + MAX_NAME_CHARS + " characters");
        }
        return name;
    }

    private static WorldId id(String name) {
        try {
            return new WorldId(Slug.of(name));
        } catch (IllegalArgumentException e) {
            throw badRequest("\"name\" needs at least one letter a-z or digit");
        }
    }

    private static Template template(String id) {
        return Gallery.find(id)
                .orElseThrow(() -> badRequest("\"template\" names none that is known; there are "
                        + Gallery.ids().collect(Collectors.joining(", "))));
    }

    private static List<Agent> agentOrder(JsonIn body, World world) {
        if (!body.has("agentOrder")) return world.agents();
        List<String> wanted = body.texts("agentOrder");
        List<Agent> ordered = world.agents().stream()
                .sorted(Comparator.comparingInt(
                        agent -> wanted.indexOf(agent.id().value())))
                .toList();
        if (!wanted.equals(ordered.stream().map(agent -> agent.id().value()).toList())) {
            throw badRequest("\"agentOrder\" must name each agent of this world once; there are "
                    + world.agents().stream().map(agent -> agent.id().value()).collect(Collectors.joining(", ")));
        }
        return ordered;
    }

    private static Optional<AgentId> mainAgent(JsonIn body, World world) {
        if (!body.has("mainAgent")) return world.mainAgent();
        Optional<String> named = body.text("mainAgent");
        if (named.isEmpty()) return Optional.empty();
        return world.agents().stream()
                .map(Agent::id)
                .filter(agent -> agent.value().equals(named.get()))
                .findFirst()
                .or(() -> {
                    throw badRequest("\"mainAgent\" is not an agent of this world");
                });
    }

    private static OptionalInt turnLimit(JsonIn body) {
        OptionalLong number = body.whole("turnLimit");
        if (number.isEmpty()) return OptionalInt.empty();
        if (number.getAsLong() < 1 || number.getAsLong() > World.MOST_TURNS) {
            throw badRequest("\"turnLimit\" must be from 1 to " + World.MOST_TURNS);
        }
        return OptionalInt.of((int) number.getAsLong());
    }

    private static Optional<Budget> budget(JsonIn body, String field, Optional<Budget> before) {
        if (!body.has(field)) return before;
        return body.object(field).flatMap(given -> {
            OptionalLong tokens = tokens(given, field);
            OptionalLong cost = cost(given, field);
            return tokens.isEmpty() && cost.isEmpty() ? Optional.empty() : Optional.of(new Budget(tokens, cost));
        });
    }

    private static OptionalLong tokens(JsonIn given, String field) {
        OptionalLong tokens = given.whole("tokens");
        if (tokens.orElse(1) < 1) throw badRequest("\"" + field + ".tokens\" must be at least 1, or null for no limit");
        return tokens;
    }

    private static OptionalLong cost(JsonIn given, String field) {
        OptionalDouble usd = given.number("costUsd");
        if (usd.isEmpty()) return OptionalLong.empty();
        if (!(usd.getAsDouble() >= 1e-9 && usd.getAsDouble() <= 1e9)) {
            throw badRequest(
                    "\"" + field + ".costUsd\" must be more than 0 and at most 1000000000, or null for no limit");
        }
        return OptionalLong.of(Math.round(usd.getAsDouble() * 1e9));
    }

    private Optional<ModelChoice> defaultModel(JsonIn body, World world) {
        if (!body.has("defaultModel")) return world.defaultModel();
        return body.object("defaultModel").flatMap(models::choice);
    }
}
