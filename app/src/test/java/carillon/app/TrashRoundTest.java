package carillon.app;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.ChatId;
import carillon.engine.spi.WorkspaceCopies;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrashRoundTest {
    @Test
    void copiesGoWithTheirChatsAndOneThatStaysHoldsUpNoOther() throws Exception {
        var copies = new Copies();
        for (String chat : List.of("kept", "stuck", "gone")) copies.there.add(new ChatId(chat));

        TrashRound.removeLeft(copies, chat -> chat.value().equals("kept"));

        assertThat(copies.there).containsExactly(new ChatId("kept"), new ChatId("stuck"));
    }

    private static final class Copies implements WorkspaceCopies {
        final Set<ChatId> there = new LinkedHashSet<>();

        @Override
        public Path folder(ChatId chat) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void create(ChatId chat, Path workspace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String changes(ChatId chat) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Merge merge(ChatId chat, Path workspace) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(ChatId chat) throws CopyException {
            if (chat.value().equals("stuck")) throw new CopyException("The disk says no.");
            there.remove(chat);
        }

        @Override
        public Set<ChatId> chats() {
            return Set.copyOf(there);
        }
    }
}
