package carillon.server;

import carillon.core.id.ChatId;
import carillon.core.id.ImageId;
import carillon.engine.ChatEngine;
import carillon.engine.spi.Picture;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;

/** The images that tools gave in a chat. */
final class ImagesApi {
    private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");

    private final ChatEngine engine;

    ImagesApi(ChatEngine engine) {
        this.engine = engine;
    }

    void show(Exchange exchange) {
        ChatId chat = exchange.chat();
        ImageId image = exchange.image();
        Picture picture = engine.picture(chat, image)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "This chat has no such image"));
        exchange.header(POLICY, "default-src 'none'; sandbox");
        exchange.send(Status.OK_200, picture.image().type().mediaType(), picture.bytes());
    }
}
