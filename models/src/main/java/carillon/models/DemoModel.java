package carillon.models;

import carillon.core.chat.CallResult;
import carillon.core.chat.CallResult.Answered;
import carillon.core.chat.CallResult.Failed;
import carillon.core.chat.Usage;
import carillon.core.prompt.PromptMessage;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * The built-in model: no network, no key, no intelligence. It plays a {@link DemoScript} word by word at a reader's
 * pace, the same for the same conversation. Safe for many threads; knows nothing but the request at hand.
 */
final class DemoModel {
    /** The one model of this provider. */
    static final String NAME = "demo";

    private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");
    private static final Pattern FEW_CHARACTERS = Pattern.compile("(?s).{1,6}");

    private final Pause pause;

    DemoModel(Pause pause) {
        this.pause = pause;
    }

    CallResult ask(ModelRequest request, ModelListener listener) throws InterruptedException {
        if (!request.model().model().equals(NAME)) {
            return new Failed(
                    "There is no demo model '" + Plain.line(request.model().model(), 100) + "'. There is only '" + NAME
                            + "'.",
                    Usage.NONE);
        }
        if (Thread.interrupted()) throw new InterruptedException();
        listener.asking();
        Optional<DemoTour> tour = DemoTour.next(request.messages(), request.tools());
        DemoScript script = tour.map(DemoTour::text)
                .map(DemoScript::plain)
                .orElseGet(() -> DemoScript.forConversation(request.messages()));
        var play = new Play(listener, script.pace(), new Random(seed(request.messages())));
        for (String word : words(script.reasoning())) play.reasoning(word);
        int limit = request.maxTokens().orElse(Integer.MAX_VALUE);
        for (String word : words(script.text())) {
            if (play.said == limit) {
                return new Answered(
                        usage(request, play),
                        Optional.of("The answer ended because it reached the limit of " + limit + " tokens."));
            }
            play.text(word);
        }
        List<DemoTour.Call> calls = tour.map(DemoTour::calls).orElse(List.of());
        for (int i = 0; i < calls.size(); i++) play.write(i, calls.get(i));
        for (DemoTour.Call call : calls) listener.toolCall(call.tool(), call.arguments());
        Usage usage = usage(request, play);
        return script.failure()
                .<CallResult>map(reason -> new Failed(reason, usage))
                .orElse(new Answered(usage, Optional.empty()));
    }

    /** Words stand in for tokens here. */
    private static Usage usage(ModelRequest request, Play play) {
        long shown = request.messages().stream()
                .mapToLong(message -> words(message.text()).size())
                .sum();
        return Usage.counted(shown, play.said, 0);
    }

    private static List<String> words(String text) {
        return pieces(WORD, text);
    }

    private static List<String> pieces(Pattern piece, String text) {
        return piece.matcher(text).results().map(found -> found.group()).toList();
    }

    private static long seed(List<PromptMessage> messages) {
        return messages.isEmpty() ? 0 : messages.getLast().text().hashCode();
    }

    /** One answer being spoken. */
    private final class Play {
        private final ModelListener listener;
        private final Optional<Duration> pace;
        private final Random random;
        private int said;

        private Play(ModelListener listener, Optional<Duration> pace, Random random) {
            this.listener = listener;
            this.pace = pace;
            this.random = random;
        }

        private void text(String word) throws InterruptedException {
            breathe();
            listener.text(word);
            said++;
        }

        private void reasoning(String word) throws InterruptedException {
            breathe();
            listener.reasoning(word);
            said++;
        }

        private void write(int index, DemoTour.Call call) throws InterruptedException {
            for (String piece : pieces(FEW_CHARACTERS, call.arguments())) {
                breathe();
                listener.toolArguments(index, call.tool(), piece);
            }
        }

        private void breathe() throws InterruptedException {
            if (pace.isPresent())
                pause.of(pace.get().multipliedBy(67 + random.nextInt(67)).dividedBy(100));
            else if (Thread.interrupted()) throw new InterruptedException();
        }
    }
}
