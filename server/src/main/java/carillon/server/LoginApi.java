package carillon.server;

import carillon.server.door.Door;
import carillon.server.door.Slowdown;
import carillon.server.door.StartCodes;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;

/** Turns a start code into a window's cookie. */
final class LoginApi {
    private final StartCodes codes;
    private final Door door;
    private final Slowdown slowdown;

    LoginApi(StartCodes codes, Door door, Slowdown slowdown) {
        this.codes = codes;
        this.door = door;
        this.slowdown = slowdown;
    }

    void login(Exchange exchange) throws IOException, InterruptedException {
        String code = exchange.body().requiredText("code");
        if (!codes.use(code)) {
            slowdown.afterFailure();
            throw new ProblemException(
                    ProblemCode.UNAUTHORIZED, "The start link was used already or is older than two minutes");
        }
        exchange.header(HeaderNames.SET_COOKIE, door.cookie());
        exchange.done();
    }

    void startCode(Exchange exchange) {
        String code = codes.next();
        exchange.answer(
                Status.CREATED_201, out -> out.begin().word("code", code).end());
    }
}
