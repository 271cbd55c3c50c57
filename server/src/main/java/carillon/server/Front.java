package carillon.server;

import carillon.server.door.Access;
import carillon.server.door.Door;
import carillon.server.door.Slowdown;
import carillon.server.json.Problem;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Every request goes through here: the door, then the table of routes, then the window's files. What goes wrong on the
 * way becomes a problem document.
 */
final class Front implements Handler {
    /** On every answer, whatever it is. */
    static final List<Header> ALWAYS = List.of(
            HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"),
            HeaderValues.create("X-Content-Type-Options", "nosniff"),
            HeaderValues.create("Referrer-Policy", "no-referrer"),
            HeaderValues.create("Cache-Control", "no-store"));

    private static final String LIVE = "/api/live";

    private final Routes routes;
    private final StaticFiles files;
    private final Door door;
    private final Slowdown slowdown;

    Front(Routes routes, StaticFiles files, Door door, Slowdown slowdown) {
        this.routes = routes;
        this.files = files;
        this.door = door;
        this.slowdown = slowdown;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        ALWAYS.forEach(response::header);
        String method = request.prologue().method().text();
        String path = request.prologue().uriPath().rawPath();
        Optional<Route> route = routes.find(method, path);
        var exchange = new Exchange(routes.orNowhere(route, path), path, request, response);
        try {
            Optional<Problem> refusal = door.refusal(method, access(route, path), request.headers());
            if (refusal.isPresent()) {
                turnAway(exchange, refusal.get());
            } else if (route.isPresent()) {
                route.get().handler().handle(exchange);
            } else if (Routes.isApi(path)) {
                nothingHere(exchange, path);
            } else {
                files.serve(method, path, response);
            }
        } catch (CloseConnectionException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("The peer went", e);
        } catch (Exception e) {
            failed(exchange, e);
        }
    }

    /** Whether a handshake for the WebSocket may go ahead. What may not is answered as any other request. */
    boolean mayUpgrade(HttpPrologue prologue, Headers headers) {
        String method = prologue.method().text();
        String path = prologue.uriPath().rawPath();
        Optional<Route> route = routes.find(method, path);
        return path.equals(LIVE)
                && route.isPresent()
                && door.refusal(method, access(route, path), headers).isEmpty();
    }

    private static Access access(Optional<Route> route, String path) {
        if (route.isPresent()) return route.get().access();
        return Routes.isApi(path) ? Access.TOKEN : Access.STATIC;
    }

    private void turnAway(Exchange exchange, Problem problem) throws InterruptedException {
        if (problem.code() == ProblemCode.UNAUTHORIZED) slowdown.afterFailure();
        exchange.refuse(problem);
    }

    private void nothingHere(Exchange exchange, String path) {
        List<String> methods = routes.methods(path);
        if (methods.isEmpty()) throw new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this address");
        String allowed = String.join(", ", methods);
        exchange.header(HeaderNames.ALLOW, allowed);
        exchange.refuse(new Problem(ProblemCode.METHOD_NOT_ALLOWED, "Here one can " + allowed));
    }

    private static void failed(Exchange exchange, Exception e) {
        Problem problem = Problems.of(e);
        if (exchange.hasBegunToAnswer()) {
            throw new CloseConnectionException(
                    "The answer broke off: " + problem.code().text(), e);
        }
        exchange.refuse(problem);
    }
}
