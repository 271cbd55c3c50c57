package carillon.server;

import carillon.engine.ChatEngine;
import carillon.engine.spi.Providers;
import carillon.engine.spi.StoreHealth;
import carillon.engine.spi.ToolServers;
import carillon.engine.spi.WorkspaceCopies;
import carillon.server.Routes.ChatApis;
import carillon.server.door.Door;
import carillon.server.door.Slowdown;
import carillon.server.door.StartCodes;
import carillon.server.live.LiveCounts;
import carillon.server.live.LiveUpgrade;
import carillon.server.live.Pulse;

/** Carillon's HTTP server on this machine's loopback addresses. Safe for many threads. */
public final class CarillonServer implements AutoCloseable {
    private static final String WINDOW = "web";

    /** A free port can be taken by another program before it is opened. */
    private static final int ATTEMPTS = 5;

    private final int port;
    private final StartCodes codes;
    private final Pulse pulse;
    private final Routes routes;
    private final Listeners listeners;

    private CarillonServer(
            ServerSettings settings,
            ChatEngine engine,
            StoreHealth health,
            Providers providers,
            ToolServers toolServers,
            WorkspaceCopies copies,
            int port,
            String window) {
        this.port = port;
        codes = new StartCodes(settings.clock());
        var counts = new LiveCounts();
        var door = new Door(port, settings.token());
        var slowdown = new Slowdown(settings.clock(), settings.pause());
        pulse = new Pulse(settings.limits(), counts);
        routes = new Routes(
                new HealthApi(engine, health, pulse, counts, settings.version()),
                new LoginApi(codes, door, slowdown),
                new WorldsApi(engine, providers, toolServers, settings.clock()),
                new AgentsApi(engine, providers),
                new SchedulesApi(engine, settings.clock()),
                new ProvidersApi(providers),
                new ToolServersApi(engine, toolServers),
                new ChatApis(
                        new ChatsApi(engine),
                        new ChatApi(engine),
                        new ChatToolsApi(engine, copies),
                        new MessagesApi(engine),
                        new TurnsApi(engine),
                        new QuestionsApi(engine),
                        new ApprovalsApi(engine),
                        new AttentionApi(engine),
                        new ImagesApi(engine),
                        new EventsApi(engine, pulse)));
        var front = new Front(routes, new StaticFiles(window), door, slowdown);
        try {
            listeners = Listeners.open(port, front, new LiveUpgrade(engine, health, pulse, front::mayUpgrade));
        } catch (RuntimeException e) {
            pulse.close();
            throw e;
        }
    }

    /**
     * Starts to listen.
     *
     * @throws PortInUseException if another program has the port
     */
    public static CarillonServer start(
            ServerSettings settings,
            ChatEngine engine,
            StoreHealth health,
            Providers providers,
            ToolServers toolServers,
            WorkspaceCopies copies) {
        return start(settings, engine, health, providers, toolServers, copies, WINDOW);
    }

    /** @param window where on the class path the window's files are */
    static CarillonServer start(
            ServerSettings settings,
            ChatEngine engine,
            StoreHealth health,
            Providers providers,
            ToolServers toolServers,
            WorkspaceCopies copies,
            String window) {
        for (int attempt = 1; ; attempt++) {
            int port = Listeners.freePort(settings.port());
            try {
                return new CarillonServer(settings, engine, health, providers, toolServers, copies, port, window);
            } catch (PortInUseException e) {
                if (settings.port() != 0 || attempt == ATTEMPTS) throw e;
            }
        }
    }

    public int port() {
        return port;
    }

    /** A code for {@code /start#<code>} that opens one window within two minutes. Never to be logged. */
    public String newStartCode() {
        return codes.next();
    }

    Routes routes() {
        return routes;
    }

    /** Tells every reader that it is over and stops listening, within two seconds. */
    @Override
    public void close() {
        pulse.close();
        listeners.close();
    }
}
