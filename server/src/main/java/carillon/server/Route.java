package carillon.server;

import carillon.server.door.Access;
import java.util.List;

/**
 * One way to ask something of the server.
 *
 * @param path   with names in braces for the parts that vary
 * @param access what a visitor has to show
 */
record Route(String method, String path, Access access, RouteHandler handler) {
    /** Answers one request, or throws what {@link Problems} knows. */
    @FunctionalInterface
    interface RouteHandler {
        void handle(Exchange exchange) throws Exception;
    }

    private static List<String> parts(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** Whether a request's path is of this route's form; nothing is decoded. */
    boolean fits(String requested) {
        List<String> own = parts(path);
        List<String> asked = parts(requested);
        if (own.size() != asked.size()) return false;
        for (int i = 0; i < own.size(); i++) {
            String part = own.get(i);
            boolean same = part.startsWith("{") ? !asked.get(i).isEmpty() : part.equals(asked.get(i));
            if (!same) return false;
        }
        return true;
    }

    /** The varying part of that name. */
    String part(String requested, String name) {
        int at = parts(path).indexOf("{" + name + "}");
        if (at < 0) throw new IllegalArgumentException("Route " + path + " has no {" + name + "}");
        return parts(requested).get(at);
    }
}
