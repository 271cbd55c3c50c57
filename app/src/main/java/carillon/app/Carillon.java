package carillon.app;

import carillon.core.id.Ids;
import carillon.engine.ChatEngine;
import carillon.engine.EngineSettings;
import carillon.engine.Schedules;
import carillon.server.CarillonServer;
import carillon.server.PortInUseException;
import carillon.server.ServerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;

/** Puts the parts together: chats on their ports, and a server before them. */
final class Carillon {
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(2);
    private static final Duration CHATS_LIMIT = Duration.ofSeconds(2);

    private Carillon() {}

    /**
     * Takes up what an earlier process left and serves; closing goes by {@code shutdown}: no more requests, then open
     * turns end, then what was added to it before.
     *
     * @return the port
     * @throws Trouble if the port is taken
     */
    static int start(Ports ports, Settings settings, Token token, Shutdown shutdown) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        Ids ids = new RandomIds();
        FirstWorld.addTo(ports.worlds(), ports.providers()::bestChoice, clock.instant());
        var engine = new ChatEngine(
                ports.log(),
                ports.index(),
                ports.worlds(),
                ports.models(),
                ports.tools().toolbox(),
                ports.tools().workspaces(),
                ids,
                clock,
                EngineSettings.DEFAULT);
        ports.tools().serves(engine);
        shutdown.add("chats", CHATS_LIMIT, engine::close);
        engine.recover();
        shutdown.add(
                "trash",
                Duration.ofMillis(100),
                new TrashRound(engine, ports.tools().copies())::close);
        var schedules = new Schedules(engine, clock, ZoneId.systemDefault());
        shutdown.add("schedules", Duration.ofMillis(100), new ScheduleRound(schedules, clock)::close);
        CarillonServer server = serve(settings, token, engine, ports);
        shutdown.add("server", SERVER_LIMIT, server::close);
        ports.tools().answersAt(server.port());
        return server.port();
    }

    private static CarillonServer serve(Settings settings, Token token, ChatEngine engine, Ports ports) {
        var wanted = ServerSettings.of(settings.port(), token.value(), Help.version());
        try {
            return CarillonServer.start(
                    wanted,
                    engine,
                    ports.health(),
                    ports.providers(),
                    ports.tools().servers(),
                    ports.tools().copies());
        } catch (PortInUseException e) {
            throw new Trouble(
                    Exit.PORT_IN_USE,
                    "Port " + settings.port() + " is in use by another program."
                            + " Choose another with --port or CARILLON_PORT; 0 takes any free one.",
                    e);
        }
    }
}
