package carillon.storage;

import carillon.core.chat.ChatCommand;
import carillon.engine.spi.RuledChat;
import java.nio.file.Path;

/** A process that appends as fast as it can and says after each append how far the chat is stored, until it is killed. */
final class HeldStore {
    /** So that it ends even if nobody is left to kill it. */
    private static final int MOST = 100_000;

    private HeldStore() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        SqliteStore store = SqliteStore.open(Path.of(args[0]));
        RuledChat chat = new RuledChat(store.log(), "held").create();
        for (int i = 0; i < MOST; i++) {
            System.out.println(chat.state().seq());
            chat.command(new ChatCommand.Rename("Title " + i));
        }
    }
}
