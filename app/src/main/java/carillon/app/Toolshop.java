package carillon.app;

import carillon.engine.ChatEngine;
import carillon.engine.Worlds;
import carillon.engine.spi.Toolbox;
import carillon.tools.Tools;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tools, and what they are told of the program once it is known.
 *
 * @param workspaces where worlds have their own
 * @param port       at which the program answers
 */
record Toolshop(Toolbox toolbox, Path workspaces, AtomicInteger port, CompletableFuture<Worlds> worlds) {
    static Toolshop of(DataFolder folder) {
        var port = new AtomicInteger();
        var worlds = new CompletableFuture<Worlds>();
        Path home = Path.of(System.getProperty("user.home"));
        Toolbox toolbox = Tools.open(
                folder.path(),
                home.resolve(".carillon").resolve("skills"),
                System.getenv(),
                port::get,
                (world, like, id, name, prompt) -> worlds.join().add(world, like, id, name, prompt));
        return new Toolshop(toolbox, Tools.ownWorkspaces(folder.path()), port, worlds);
    }

    /** The same with another toolbox. */
    Toolshop with(Toolbox other) {
        return new Toolshop(other, workspaces, port, worlds);
    }

    void serves(ChatEngine engine) {
        worlds.complete(engine.worlds());
    }

    void answersAt(int number) {
        port.set(number);
    }
}
