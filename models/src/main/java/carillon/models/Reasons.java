package carillon.models;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in plain words why a provider did not answer, and what to do about it. */
final class Reasons {
    private static final Pattern TOO_LONG = Pattern.compile(
            "(?i)maximum context length|context (length|window|size)[^.]{0,40} exceed|exceed[^.]{0,40} context"
                    + "|prompt is too long|input is too long|too many (input )?tokens in");

    private static final Pattern NO_TOOLS = Pattern.compile(
            "(?i)(tools?|function[ -]?call\\w*)\\b[^.]{0,40}\\bnot (be )?(supported|enabled|allowed|available)"
                    + "|not support[^.]{0,40}\\b(tools?|function[ -]?call\\w*)");

    private final Endpoint endpoint;

    Reasons(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A response that is not a success. */
    TryFailed refused(int status, Optional<ProviderError> error, String model, Optional<Duration> retryAfter) {
        String title = endpoint.title();
        String said = error.map(ProviderError::message)
                .map(endpoint::shown)
                .filter(text -> !text.isEmpty())
                .map(text -> " It says: " + text)
                .orElse("");
        boolean overQuota =
                error.map(e -> e.code().equals("insufficient_quota")).orElse(false);
        if (status >= 400 && status < 500 && error.filter(Reasons::isTooLong).isPresent()) {
            return TryFailed.tooLong("The conversation is too long for '" + Plain.line(model, 100) + "'." + said);
        }
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                TryFailed.forGood(title
                        + " sent a redirect, which is not followed so that nothing is sent elsewhere."
                        + " Enter the final address as its base URL in Settings → Providers.");
            case 401 -> TryFailed.forGood(keyRefused());
            case 402 -> TryFailed.forGood(title + " wants to be paid first." + said);
            case 403 -> TryFailed.forGood(title + " does not allow this with the key that is set." + said);
            case 404 ->
                TryFailed.forGood("There is no model '" + Plain.line(model, 100) + "' at " + endpoint.base()
                        + ". Choose another model, or correct the base URL in Settings → Providers." + said);
            case 413 -> TryFailed.tooLong("The conversation is too long for " + title + "." + said);
            case 429 ->
                overQuota
                        ? TryFailed.forGood(title + " says that your quota is used up." + said)
                        : TryFailed.tooMany(title + " has too many requests at the moment (429)." + said, retryAfter);
            case 500, 502, 503, 504, 529 ->
                TryFailed.forNow(title + " has trouble (" + status + ")." + said, retryAfter);
            default -> refusedRequest(status, title + " refused the request (" + status + ")." + said, said);
        };
    }

    private static TryFailed refusedRequest(int status, String message, String said) {
        if (status == 400 && said.contains("stream_options")) return TryFailed.usageUnknown(message);
        if (NO_TOOLS.matcher(said).find()) return TryFailed.toolsUnknown(message);
        return TryFailed.forGood(message);
    }

    /** Each provider says it in its own words; OpenAI has a code for it. */
    private static boolean isTooLong(ProviderError error) {
        return error.code().equals("context_length_exceeded")
                || TOO_LONG.matcher(error.message()).find();
    }

    /** An error that came within the stream. */
    TryFailed failedMidway(ProviderError error, String model) {
        if (error.status().isPresent()) {
            return refused(error.status().getAsInt(), Optional.of(error), model, Optional.empty());
        }
        String said = endpoint.shown(error.message());
        return TryFailed.forGood(
                endpoint.title() + " broke off with an error" + (said.isEmpty() ? "." : ". It says: " + said));
    }

    /** The connection failed before or while the answer came. */
    TryFailed broken(IOException trouble) {
        String title = endpoint.title();
        return switch (trouble) {
            case TimedOutException late ->
                TryFailed.forGood(title + " sent nothing for "
                        + Plain.duration(late.limit()) + ", so the call was ended. Try again, or allow more time in"
                        + " Settings → Providers.");
            case GarbledException garbled ->
                TryFailed.forGood(title + " " + garbled.getMessage()
                        + ". Check that its base URL in Settings → Providers leads to an OpenAI-compatible interface.");
            case UnknownHostException _ ->
                TryFailed.forGood("There is no host '" + endpoint.base().getHost()
                        + "', or it cannot be looked up. Check the network and the base URL in Settings → Providers.");
            case SSLException _ ->
                TryFailed.forGood("No secure connection to " + endpoint.base()
                        + " could be made: its certificate or its kind of encryption is not accepted.");
            case ConnectException _ -> TryFailed.forNow(notRunning(), Optional.empty());
            case NoRouteToHostException _ -> TryFailed.forNow(notRunning(), Optional.empty());
            default ->
                TryFailed.forNow(
                        "The connection to " + title + " was cut off before the answer was complete.",
                        Optional.empty());
        };
    }

    TryFailed cutOff() {
        return TryFailed.forNow(
                "The answer of " + endpoint.title() + " was cut off: it ended without its end mark.", Optional.empty());
    }

    private String notRunning() {
        return endpoint.kind() == ProviderKind.OLLAMA
                ? "Ollama cannot be reached at " + endpoint.base()
                        + ". Start it, or correct its base URL in Settings → Providers."
                : endpoint.title() + " cannot be reached"
                        + (endpoint.title().contains("://") ? "" : " at " + endpoint.base())
                        + ". Check that it runs, and the network.";
    }

    private String keyRefused() {
        if (endpoint.keyHeldBack()) {
            return endpoint.title() + " wants a key, and the one that is set was not sent because it belongs to another"
                    + " address. Enter it together with this base URL in Settings → Providers.";
        }
        return endpoint.key().isPresent()
                ? endpoint.title() + " refused the key. Enter another one in Settings → Providers."
                : endpoint.title() + " wants a key. Enter one in Settings → Providers.";
    }
}
