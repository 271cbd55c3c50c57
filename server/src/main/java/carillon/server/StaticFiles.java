package carillon.server;

import carillon.server.json.Problem;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The window's files, from the class path under {@code web}. A path without a file extension is one of the window's own
 * addresses and gets its first page.
 */
final class StaticFiles {
    private static final String FIRST_PAGE = "/index.html";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?");
    private static final Pattern HASHED = Pattern.compile("/assets/.*-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");
    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));
    private static final byte[] NOT_BUILT = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Carillon</title>
            <h1>The window was not built</h1>
            <p>Carillon runs and answers programs under /api, but this build came without the window's files.</p></html>
            """.getBytes(StandardCharsets.UTF_8);

    private final String folder;

    StaticFiles(String folder) {
        this.folder = folder;
    }

    void serve(String method, String path, ServerResponse response) throws IOException {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.header(HeaderNames.ALLOW, "GET, HEAD");
            throw new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, "Here one can GET, HEAD");
        }
        boolean isFile = path.substring(path.lastIndexOf('/') + 1).contains(".");
        String file = isFile ? path : FIRST_PAGE;
        Optional<byte[]> found = PATH.matcher(path).matches() ? read(file) : Optional.empty();
        if (found.isPresent()) {
            send(method, response, Status.OK_200, file, found.get());
        } else if (isFile || !PATH.matcher(path).matches()) {
            var problem = new Problem(ProblemCode.NOT_FOUND, "There is no such file");
            response.status(Status.NOT_FOUND_404)
                    .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .send(problem.json());
        } else {
            send(method, response, Status.SERVICE_UNAVAILABLE_503, FIRST_PAGE, NOT_BUILT);
        }
    }

    private static void send(String method, ServerResponse response, Status status, String file, byte[] body) {
        String extension = file.substring(file.lastIndexOf('.') + 1);
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"));
        boolean hashed = HASHED.matcher(file).matches();
        response.header(HeaderNames.CACHE_CONTROL, hashed ? "public, max-age=31536000, immutable" : "no-cache");
        if (extension.equals("html") || extension.equals("svg")) {
            response.header(HeaderNames.create("Content-Security-Policy"), ContentSecurityPolicy.of(file, body));
        }
        if (method.equals("HEAD")) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
                    .send();
        } else {
            response.send(body);
        }
    }

    private Optional<byte[]> read(String file) throws IOException {
        try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(folder + file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
