package carillon.models;

import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a provider itself says went wrong.
 *
 * @param status an HTTP status given as the error's code, as some gateways do within a stream
 * @see <a href="https://platform.openai.com/docs/guides/error-codes">OpenAI's error codes</a>
 */
record ProviderError(String message, String code, OptionalInt status) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The error in a body, in the forms that servers use: an object or a text, named error, message or detail. */
    static Optional<ProviderError> read(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return within(tree).or(() -> bare(tree));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** The error that an answer holds, if it holds one. */
    static Optional<ProviderError> within(JsonNode tree) {
        JsonNode error = tree.path("error");
        if (error.isString() && !error.stringValue().isBlank()) {
            return Optional.of(new ProviderError(error.stringValue(), "", OptionalInt.empty()));
        }
        if (error.isObject()) {
            String message = text(error, "message");
            String code = text(error, "code");
            String type = text(error, "type");
            return Optional.of(new ProviderError(
                    message.isBlank() ? type : message, code.isEmpty() ? type : code, status(error.path("code"))));
        }
        return Optional.empty();
    }

    private static Optional<ProviderError> bare(JsonNode tree) {
        for (String name : new String[] {"message", "detail"}) {
            String message = text(tree, name);
            if (!message.isBlank()) return Optional.of(new ProviderError(message, "", OptionalInt.empty()));
        }
        return Optional.empty();
    }

    private static OptionalInt status(JsonNode code) {
        boolean fits = code.isIntegralNumber() && code.canConvertToInt();
        return fits && code.intValue() >= 400 && code.intValue() < 600
                ? OptionalInt.of(code.intValue())
                : OptionalInt.empty();
    }

    private static String text(JsonNode tree, String name) {
        JsonNode value = tree.path(name);
        return value.isString() ? value.stringValue() : "";
    }
}
