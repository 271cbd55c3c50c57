package carillon.server;

import static carillon.server.json.ProblemException.badRequest;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.core.id.MessageId;
import carillon.core.id.ProviderId;
import carillon.core.id.QuestionId;
import carillon.core.id.ScheduleId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.server.json.JsonIn;
import carillon.server.json.JsonOut;
import carillon.server.json.Problem;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** One request on a route, with its ids and body read, and the ways to answer it. */
final class Exchange {
    static final int MAX_BODY_BYTES = 10 * 1_024 * 1_024;

    private static final HeaderName CHALLENGE = HeaderNames.create("WWW-Authenticate");

    private final Route route;
    private final String path;
    private final ServerRequest request;
    private final ServerResponse response;
    private boolean streaming;

    Exchange(Route route, String path, ServerRequest request, ServerResponse response) {
        this.route = route;
        this.path = path;
        this.request = request;
        this.response = response;
    }

    ChatId chat() {
        return id("chat", ChatId::parse, ProblemCode.CHAT_NOT_FOUND);
    }

    WorldId world() {
        return id("world", WorldId::parse, ProblemCode.WORLD_NOT_FOUND);
    }

    AgentId agent() {
        return id("agent", AgentId::parse, ProblemCode.AGENT_NOT_FOUND);
    }

    ScheduleId schedule() {
        return id("schedule", ScheduleId::parse, ProblemCode.SCHEDULE_NOT_FOUND);
    }

    ProviderId provider() {
        return id("provider", ProviderId::parse, ProblemCode.PROVIDER_NOT_FOUND);
    }

    QuestionId question() {
        return id("question", QuestionId::parse, ProblemCode.NOT_FOUND);
    }

    ToolCallId approval() {
        return id("approval", ToolCallId::parse, ProblemCode.NOT_FOUND);
    }

    ImageId image() {
        return id("image", ImageId::parse, ProblemCode.NOT_FOUND);
    }

    /** The name of an MCP server, whatever it may be. */
    String server() {
        return route.part(path, "server");
    }

    MessageId message() {
        return id("messageId", MessageId::parse, ProblemCode.NOT_FOUND);
    }

    private <T> T id(String name, Function<String, T> parse, ProblemCode unknown) {
        try {
            return parse.apply(route.part(path, name));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(unknown, "The address names none: that is no id");
        }
    }

    Optional<String> query(String name) {
        return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
    }

    /** A whole number of the query, from {@code min}; larger ones than {@code max} count as that. */
    OptionalLong number(String name, long min, long max) {
        Optional<String> text = query(name);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(name, text.get(), min, max));
    }

    static long number(String name, String text, long min, long max) {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw badRequest("\"" + name + "\" must be a whole number");
        }
        if (number < min) throw badRequest("\"" + name + "\" must be " + min + " or more");
        return Math.min(number, max);
    }

    Optional<String> header(HeaderName name) {
        return request.headers().first(name);
    }

    JsonIn body() throws IOException {
        if (!request.content().hasEntity()) return JsonIn.parse(new byte[0]);
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
            if (bytes.length > MAX_BODY_BYTES)
                throw new ProblemException(ProblemCode.TOO_LARGE, "A body has at most 10 MB");
            return JsonIn.parse(bytes);
        }
    }

    void answer(Consumer<JsonOut> json) {
        answer(Status.OK_200, json);
    }

    void answer(Status status, Consumer<JsonOut> json) {
        var out = new JsonOut();
        json.accept(out);
        send(status, "application/json", out.bytes());
    }

    void done() {
        response.status(Status.NO_CONTENT_204).send();
    }

    void header(HeaderName name, String value) {
        response.header(name, value);
    }

    void send(Status status, String mediaType, byte[] body) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, mediaType).send(body);
    }

    void refuse(Problem problem) {
        if (problem.code() == ProblemCode.UNAUTHORIZED) response.header(CHALLENGE, "Bearer");
        send(Status.create(problem.code().status()), Problem.MEDIA_TYPE, problem.json());
    }

    boolean hasBegunToAnswer() {
        return streaming || response.isSent();
    }

    /** Opens an answer without end. */
    OutputStream stream(String mediaType) {
        streaming = true;
        response.status(Status.OK_200).header(HeaderNames.CONTENT_TYPE, mediaType);
        return response.outputStream();
    }
}
