package carillon.models;

import carillon.core.prompt.TokenCounter;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts tokens as OpenAI's newer models do. Other providers keep their encodings to themselves; theirs are taken to need
 * a tenth more. The tables are read when something is counted for the first time. Safe for many threads.
 */
final class Tokens {
    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    TokenCounter counter(ProviderKind kind) {
        return kind == ProviderKind.OPENAI
                ? this::count
                : text -> Math.toIntExact(Math.min(count(text) * 11L / 10, TokenCounter.most(text.length())));
    }

    private int count(String text) {
        Encoding encoding = encodings.getEncoding(EncodingType.O200K_BASE);
        return encoding.countTokensOrdinary(text);
    }
}
