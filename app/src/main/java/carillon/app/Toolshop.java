package carillon.app;

import carillon.engine.ChatEngine;
import carillon.engine.Worlds;
import carillon.engine.spi.ToolServers;
import carillon.engine.spi.Toolbox;
import carillon.engine.spi.WorkspaceCopies;
import carillon.tools.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tools, and what they are told of the program once it is known.
 *
 * @param workspaces where worlds have their own
 * @param port       at which the program answers
 */
record Toolshop(
        Toolbox toolbox,
        ToolServers servers,
        WorkspaceCopies copies,
        Path workspaces,
        AtomicInteger port,
        CompletableFuture<Worlds> worlds) {
    private static final Duration SERVERS_LIMIT = Duration.ofSeconds(3);

    /** @param shutdown ends what was started */
    static Toolshop of(DataFolder folder, Shutdown shutdown) {
        var port = new AtomicInteger();
        var worlds = new CompletableFuture<Worlds>();
        Path home = Path.of(System.getProperty("user.home"));
        Tools tools = Tools.open(
                folder.path(),
                home.resolve(".carillon").resolve("skills"),
                System.getenv(),
                port::get,
                (world, like, id, name, prompt) -> worlds.join().add(world, like, id, name, prompt));
        shutdown.add("tools", SERVERS_LIMIT, tools::close);
        return new Toolshop(
                tools.toolbox(), tools.servers(), tools.copies(), Tools.ownWorkspaces(folder.path()), port, worlds);
    }

    /** The same with another toolbox. */
    Toolshop with(Toolbox other) {
        return new Toolshop(other, servers, copies, workspaces, port, worlds);
    }

    void serves(ChatEngine engine) {
        worlds.complete(engine.worlds());
    }

    void answersAt(int number) {
        port.set(number);
    }
}
