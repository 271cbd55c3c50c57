package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.core.chat.CallResult;
import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import carillon.core.id.ChatId;
import carillon.core.prompt.Prompt;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DemoModelTest {
    private static final ModelChoice DEMO = new ModelChoice(Trials.DEMO, "demo", Optional.empty());

    private final Heard heard = new Heard();
    private final List<Duration> pauses = new ArrayList<>();
    private final DemoModel demo = new DemoModel(pauses::add);

    @Test
    void saysPlainlyThatItIsScripted() throws Exception {
        assertThat(ask("Hello")).isInstanceOf(Answered.class);

        assertThat(heard.text())
                .contains("scripted demo model", "no real AI", "You wrote: “Hello”", "Settings → Providers");
        assertThat(heard.asked()).isEqualTo(1);
    }

    @Test
    void handsOverWhenAskedToAndEndsTheChainWhenTheAnswerIsBack() throws Exception {
        assertThat(ask("@ada Please hand off to @bob, carl and dora.")).isInstanceOf(Answered.class);
        assertThat(heard.text())
                .endsWith(
                        "\n@bob what do you say to this?\n@carl what do you say to this?\n@dora what do you say to this?");

        var bob = new Heard();
        demo.ask(Trials.request(DEMO, "@ada:\n" + heard.text()), bob);
        assertThat(bob.text()).isEqualTo("From my script: all is well, and I have nothing to add.");

        var ada = new Heard();
        demo.ask(Trials.request(DEMO, "@bob:\n@ada " + bob.text()), ada);
        assertThat(ada.text()).startsWith("Thank you, bob.").endsWith("<world>DONE</world>");
    }

    @Test
    void arguesForAsLongAsItIsLet() throws Exception {
        ask("argue with bob");
        assertThat(heard.text()).startsWith("@bob ");

        var bob = new Heard();
        demo.ask(Trials.request(DEMO, "@ada:\n" + heard.text()), bob);
        var ada = new Heard();
        demo.ask(Trials.request(DEMO, "@bob:\n@ada " + bob.text()), ada);
        assertThat(ada.text()).isEqualTo(bob.text()).doesNotContain("<world>");
    }

    @Test
    void streamsWordsAtAHumanPace() throws Exception {
        ask("Hello");

        assertThat(heard.pieces()).isGreaterThan(20);
        assertThat(pauses)
                .hasSize(heard.pieces())
                .allSatisfy(pause -> assertThat(pause.toMillis()).isBetween(20L, 40L));
        assertThat(pauses.stream().distinct().count()).isGreaterThan(5);
    }

    @Test
    void saysTheSameAtTheSamePaceToTheSameConversation() throws Exception {
        ask("Tell me a long story");
        String first = heard.text();
        var again = new Heard();
        var againPauses = new ArrayList<Duration>();
        new DemoModel(againPauses::add).ask(Trials.request(DEMO, "Tell me a long story"), again);

        assertThat(again.text()).isEqualTo(first);
        assertThat(againPauses).isEqualTo(pauses);
    }

    @Test
    void obeysSimpleWishes() throws Exception {
        assertThat(said("Write some code please")).contains("```java");
        assertThat(said("a table")).contains("|---:|", "| 1 | 7 | a table |");
        assertThat(said("make a list")).contains("1. Say what is wanted");
        assertThat(said("a long answer")).hasSizeGreaterThan(2_000).contains("## A long look");
        assertThat(said("short!")).hasSizeLessThan(100);
        assertThat(said("what can you do?")).contains("`fail`", "`slow`");
    }

    @Test
    void thinksAloudWhenAsked() throws Exception {
        ask("Think aloud about bells");

        assertThat(heard.reasoning()).contains("Think aloud about bells", "no mind");
        assertThat(heard.text()).isNotEmpty();
    }

    @Test
    void isSlowWhenAsked() throws Exception {
        ask("slow please");

        assertThat(pauses).allSatisfy(pause -> assertThat(pause.toMillis()).isGreaterThan(200));
    }

    @Test
    void failsOnlyWhenThatIsTheWish() throws Exception {
        assertThat(ask("fail")).isInstanceOf(Failed.class);
        assertThat(ask("Please fail now")).isInstanceOf(Failed.class);
        assertThat(ask("Why did my build fail?")).isInstanceOf(Answered.class);
    }

    @Test
    void goesOnWhereItWasStopped() throws Exception {
        ask("a long answer");
        String whole = heard.text();
        String half = whole.substring(0, 500);
        var rest = new Heard();

        demo.ask(
                request(List.of(
                        new PromptMessage(Role.USER, "a long answer"),
                        new PromptMessage(Role.ASSISTANT, half),
                        new PromptMessage(Role.USER, "Your last answer was cut off. Go on."))),
                rest);

        assertThat(half.strip() + rest.text()).isEqualTo(whole);
    }

    @Test
    void knowsNothingButTheConversationItIsShown() throws Exception {
        var one = new Heard();
        var two = new Heard();

        demo.ask(Trials.request(DEMO, "my cat", "her kittens"), one);
        demo.ask(Trials.request(DEMO, "my boat"), two);

        assertThat(one.text())
                .contains("2 messages", "“her kittens”", "“my cat”")
                .doesNotContain("boat");
        assertThat(two.text()).contains("first message", "“my boat”").doesNotContain("cat", "kittens");
    }

    @Test
    void givesATitleAtOnce() throws Exception {
        ask(Prompt.TITLE_REQUEST
                + ", at most six words, for this:\n\nhow do I **ring** all of the bells at once?\nanswer");

        assertThat(heard.text()).isEqualTo("How do I ring all of");
        assertThat(pauses).isEmpty();
    }

    @Test
    void keepsToTheTokenLimit() throws Exception {
        var request = new ModelRequest(
                new ChatId("c"),
                DEMO,
                List.of(new PromptMessage(Role.USER, "a long answer")),
                OptionalDouble.empty(),
                OptionalInt.of(5),
                Optional.empty(),
                List.of());

        assertThat(demo.ask(request, heard)).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.remark()).isPresent();
            assertThat(answered.usage().outputTokens()).isEqualTo(5);
        });
    }

    @Test
    void otherModelNamesAreRefused() throws Exception {
        var request = Trials.request(new ModelChoice(Trials.DEMO, "gpt-9", Optional.empty()), "hi");

        assertThat(demo.ask(request, heard))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("no demo model 'gpt-9'"));
    }

    @Test
    void isStoppedByAnInterrupt() throws Exception {
        var reached = new CountDownLatch(1);
        Pause hangs = _ -> {
            reached.countDown();
            new CountDownLatch(1).await();
        };
        try (var trials = new Trials(Path.of("unused"), Map.of(), Trials.surroundings(hangs))) {
            var call = trials.call(Trials.request(DEMO, "slow"), heard);
            reached.await();

            call.interrupt();

            assertThatThrownBy(call::result).isInstanceOf(InterruptedException.class);
        }
    }

    private String said(String prompt) throws Exception {
        var each = new Heard();
        demo.ask(Trials.request(DEMO, prompt), each);
        return each.text();
    }

    private CallResult ask(String prompt) throws Exception {
        return demo.ask(Trials.request(DEMO, prompt), heard);
    }

    private static ModelRequest request(List<PromptMessage> messages) {
        return new ModelRequest(
                new ChatId("c"),
                DEMO,
                messages,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of());
    }
}
