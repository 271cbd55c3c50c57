package carillon.core.chat;

import static carillon.core.routing.Worlds.agent;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.ReplyId;
import carillon.core.id.ToolCallId;
import carillon.core.routing.Worlds;
import carillon.core.tool.ImageType;
import carillon.core.tool.ToolImage;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a chat is that begins as a copy of another. */
class BranchTest {
    private static final World ONE = Worlds.of(agent("a1", "Ada"));
    private static final Title TITLE = new Title("The other", TitleSource.MODEL);
    private static final Message.Origin ORIGIN = new Message.Origin(
            new AgentId("a1"), new ReplyId("r1"), OptionalLong.of(1), Optional.empty(), Optional.empty(), Usage.NONE);

    private static PlayedChat branched(Optional<String> title) {
        return branched(title, new Part.Text("eins"));
    }

    private static PlayedChat branched(Optional<String> title, Part... parts) {
        Message asked = Message.said(new MessageId("c1"), Sender.HUMAN, Optional.empty(), Optional.empty(), "one");
        Message answered = new Message(
                new MessageId("c2"),
                Sender.AGENT,
                Optional.empty(),
                Optional.of(ORIGIN),
                Optional.of(List.of()),
                List.of(parts),
                MessageState.COMPLETE,
                Optional.empty());
        var branch = new Branch(new ChatId("other"), new MessageId("m2"), TITLE, List.of(asked, answered));
        return new PlayedChat(ONE, title, Optional.of(branch));
    }

    @Test
    void itBeginsWithTheCopiesAndRests() {
        PlayedChat chat = branched(Optional.empty());

        assertThat(chat.history()).containsExactly("one", "eins");
        assertThat(chat.replying()).isEmpty();
        assertThat(chat.state().canContinue()).isFalse();
        assertThat(chat.state().usage()).isEqualTo(Usage.NONE);
        assertThat(chat.all(Fact.ChatBranched.class))
                .containsExactly(new Fact.ChatBranched(new ChatId("other"), new MessageId("m2")));
    }

    @Test
    void anAgentHadSeenTheSameAsInTheOther() {
        PlayedChat chat = branched(Optional.empty());

        Fact.MessagePosted answer = chat.all(Fact.MessagePosted.class).getLast();
        assertThat(answer.message().origin().orElseThrow().asked())
                .hasValue(chat.state().firstSeq());
    }

    @Test
    void itIsCalledLikeTheOtherUnlessItIsGivenATitle() {
        assertThat(branched(Optional.empty()).state().title()).isEqualTo(TITLE);
        assertThat(branched(Optional.of("Mine")).state().title()).isEqualTo(new Title("Mine", TitleSource.HAND));
    }

    @Test
    void itGoesOnLikeAnyChat() {
        PlayedChat chat = branched(Optional.empty());
        chat.send("two");
        chat.answer("a1", "zwei");
        assertThat(chat.history()).containsExactly("one", "eins", "two", "zwei");

        chat.resend("one", "other");
        assertThat(chat.history()).containsExactly("other");
    }

    @Test
    void aCallThatHadNoResultYetHasOneInTheCopy() {
        var image = new ToolImage(new ImageId("abc"), ImageType.GIF, 35, 1, 1);
        var known = new ToolReturn(ToolOutcome.RETURNED, "one", Optional.empty(), List.of(image), Optional.empty());
        PlayedChat chat = branched(Optional.empty(), call("t1", Optional.of(known)), call("t2", Optional.empty()));

        List<Part> parts =
                chat.all(Fact.MessagePosted.class).getLast().message().parts();
        assertThat(parts).element(0).isEqualTo(call("t1", Optional.of(known)));
        assertThat(parts).element(1).satisfies(part -> {
            ToolReturn result = ((Part.ToolCall) part).result().orElseThrow();
            assertThat(result.outcome()).isEqualTo(ToolOutcome.STOPPED);
            assertThat(result.text()).contains("The chat was copied before it ended");
        });
        assertThat(chat.replying()).isEmpty();
        assertThat(chat.started()).isEmpty();
    }

    private static Part call(String id, Optional<ToolReturn> result) {
        return new Part.ToolCall(new ToolCallId(id), "shell", "{}", result);
    }
}
