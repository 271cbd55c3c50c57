package carillon.engine;

import carillon.core.chat.ChatStatus;
import java.util.ArrayList;
import java.util.List;

/** What one chat shows, and to whom. The owner publishes; readers pull the board whenever they like. */
final class ChatFeed {
    private final List<Subscription> readers = new ArrayList<>();
    private volatile Board board;

    ChatFeed(long seq, ChatStatus status) {
        board = new Board(seq, List.of(), List.of(), status, false);
    }

    Board board() {
        return board;
    }

    void letIn(Subscription reader) {
        readers.add(reader);
        reader.letIn(this, board.seq());
    }

    void letOut(Subscription reader) {
        readers.remove(reader);
    }

    boolean isWatched() {
        return !readers.isEmpty();
    }

    /** Shows stored facts, what is being put out and the status in one step. */
    void publish(List<Board.Shown> facts, List<OpenOutput> open, ChatStatus status) {
        Board before = board;
        board = new Board(before.seq() + facts.size(), Board.longer(before.tail(), facts), open, status, false);
        wakeAll();
    }

    /** Open texts have grown. */
    void wakeAll() {
        for (Subscription reader : readers) reader.wake();
    }

    void end() {
        Board last = board;
        board = new Board(last.seq(), last.tail(), last.open(), last.status(), true);
        wakeAll();
    }
}
