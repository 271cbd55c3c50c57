package carillon.core.chat;

import static carillon.core.chat.Uses.needsApproval;
import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.routing.Worlds;
import carillon.core.world.ToolMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the tools of one chat differ from those of its world. */
class OwnToolsTest {
    private static final OwnTools READ = new OwnTools(Optional.of(ToolMode.READ), Optional.empty());
    private static final OwnTools COPY = new OwnTools(Optional.of(ToolMode.READ), Optional.of("/copy"));

    private final PlayedChat chat = new PlayedChat(Worlds.of(agent("a1", "Ada")));

    @Test
    void aChatIsNarrowedAtAnyTimeAndMovedBetweenTurnsAlone() {
        chat.send("do it");
        chat.use("a1", "", needsApproval("t1", "shell"));
        assertThat(change(READ)).isEqualTo(new Answer.Done());
        assertThat(change(COPY)).isEqualTo(new Answer.Refused(Refusal.CHAT_BUSY));
        assertThat(chat.state().ownTools()).isEqualTo(READ);

        chat.stop(QueueAfterStop.PAUSE);
        assertThat(change(COPY)).isEqualTo(new Answer.Done());
        assertThat(chat.state().ownTools()).isEqualTo(COPY);
    }

    @Test
    void whatIsAsItWasIsNoFact() {
        change(COPY);
        change(COPY);

        assertThat(chat.all(Fact.ToolsChanged.class)).containsExactly(new Fact.ToolsChanged(COPY));
    }

    private Answer change(OwnTools tools) {
        return chat.command(new ChatCommand.ChangeTools(tools));
    }
}
