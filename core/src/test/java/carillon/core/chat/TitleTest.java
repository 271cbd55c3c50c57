package carillon.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.CallId;
import carillon.core.id.MessageId;
import carillon.core.id.WorldId;
import carillon.core.routing.Worlds;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TitleTest {
    @Test
    void anExcerptIsOneShortLine() {
        assertThat(Title.excerpt("  Hello\n\tthere  ").text()).isEqualTo("Hello there");
        assertThat(Title.excerpt("word ".repeat(40)).text())
                .hasSizeLessThanOrEqualTo(60)
                .endsWith("…");
        assertThat(Title.excerpt(" \n ")).isEqualTo(Title.NONE);
    }

    @Test
    void anExcerptIsNotCutInsideACharacter() {
        String text = Title.excerpt("x" + "🔔".repeat(60)).text();
        assertThat(text.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
                .isEmpty();
    }

    @Test
    void aMadeTitleLosesQuotesMarkupAndControls() {
        assertThat(Title.clean("\"## About\u202e Bells\u0007\"\n")).isEqualTo("About Bells");
        assertThat(Title.clean("x".repeat(5_000))).hasSize(Title.MAX_CHARS);
        assertThat(Title.clean(" \n\"\" ")).isEmpty();
    }

    @Test
    void aBranchIsToldApartFromTheOtherAndFromItsBranches() {
        var title = new Title("Bells", TitleSource.MODEL);

        assertThat(title.ofBranch(Set.of("Bells"))).isEqualTo(new Title("Bells (branch)", TitleSource.MODEL));
        assertThat(title.ofBranch(Set.of("Bells", "Bells (branch)", "Bells (branch 3)"))
                        .text())
                .isEqualTo("Bells (branch 2)");
        assertThat(new Title("Bells (branch 2)", TitleSource.HAND)
                        .ofBranch(Set.of("Bells (branch)", "Bells (branch 2)"))
                        .text())
                .isEqualTo("Bells (branch 3)");
        assertThat(Title.NONE.ofBranch(Set.of())).isEqualTo(Title.NONE);
    }

    @Test
    void aBranchOfALongTitleKeepsItsMark() {
        var title = new Title("x".repeat(Title.MAX_CHARS), TitleSource.HAND);

        assertThat(title.ofBranch(Set.of()).text()).hasSize(Title.MAX_CHARS).endsWith("x (branch)");
    }

    @Test
    void aTitleSetByHandIsNeverReplaced() {
        var context = new Context(Worlds::of, _ -> Worlds.of(), () -> Usage.NONE, () -> "i", _ -> Said.NOTHING);
        ChatState state = ChatState.EMPTY
                .after(new Fact.ChatCreated(new WorldId("w"), Optional.empty()))
                .after(new Fact.MessageAdmitted(
                        new MessageId("m"), Sender.HUMAN, "first words", SendMode.QUEUE, Optional.empty()));
        var made = new ChatCommand.TitleMade(new CallId("c"), 0, "Made", Usage.NONE);
        assertThat(state.title()).isEqualTo(new Title("first words", TitleSource.FIRST_MESSAGE));
        assertThat(ChatRules.decide(state, made, context).facts())
                .containsExactly(new Fact.TitleChanged("Made", TitleSource.MODEL));

        ChatState byHand = state.after(new Fact.TitleChanged("Mine", TitleSource.HAND));
        assertThat(ChatRules.decide(byHand, made, context).facts()).isEmpty();
    }

    @Test
    void askingForATitleIsPaidForWhateverComesOfIt() {
        var context = new Context(Worlds::of, _ -> Worlds.of(), () -> Usage.NONE, () -> "i", _ -> Said.NOTHING);
        ChatState state = ChatState.EMPTY
                .after(new Fact.ChatCreated(new WorldId("w"), Optional.empty()))
                .after(new Fact.MessageAdmitted(
                        new MessageId("m"), Sender.HUMAN, "first words", SendMode.QUEUE, Optional.empty()));
        var usage = new Usage(30, 4, 0, 500, 0);
        var made = new ChatCommand.TitleMade(new CallId("c"), 0, "Made", usage);
        var none = new ChatCommand.TitleMade(new CallId("c"), 0, "", usage);

        assertThat(ChatRules.decide(state, made, context).facts())
                .containsExactly(new Fact.TitleCallEnded(usage), new Fact.TitleChanged("Made", TitleSource.MODEL));
        assertThat(ChatRules.decide(state, none, context).facts()).containsExactly(new Fact.TitleCallEnded(usage));
        assertThat(ChatRules.decide(ChatState.EMPTY, made, context).facts()).isEmpty();
        assertThat(state.after(new Fact.TitleCallEnded(usage)).usage()).isEqualTo(usage);
    }
}
