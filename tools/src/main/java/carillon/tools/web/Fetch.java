package carillon.tools.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import carillon.core.text.Beginning;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.PlainText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Fetches one page, on one thread; another may end it. Each hop connects to the addresses that were checked for it. */
final class Fetch {
    static final int MOST_REDIRECTS = 5;
    static final int MOST_BYTES = 1 << 20;
    static final int MOST_CHARS = 100_000;
    static final String CUT = "\n[Cut: the page is longer.]";

    private static final int STEP_SECONDS = 10;
    private static final int LONGEST_HEADER_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;

    private final Addresses addresses;
    private final Target first;
    private volatile boolean ended;
    private volatile @Nullable HttpGet underWay;

    private record Answer(
            int status,
            Optional<String> location,
            Optional<ContentType> type,
            InputStream body,
            int bytes,
            boolean cut) {}

    Fetch(Addresses addresses, Target first) {
        this.addresses = addresses;
        this.first = first;
    }

    /** Closes what is open; the page comes to a failure soon. */
    void end() {
        ended = true;
        @Nullable HttpGet get = underWay;
        if (get != null) get.cancel();
    }

    ToolResult page() throws InterruptedException {
        Target target = first;
        try {
            for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
                Answer answer = ask(target);
                if (answer.location().isEmpty()) return result(target, answer);
                target = next(target, answer.location().get());
            }
            return ToolResult.failure("The page redirects more than " + MOST_REDIRECTS + " times.");
        } catch (RefusedAddressException e) {
            return ToolResult.failure("The page redirects, and that was not followed. " + e.getMessage());
        } catch (IOException e) {
            return ToolResult.failure("Nothing could be fetched from " + target.host() + ": "
                    + PlainText.line(String.valueOf(e.getMessage()), 200) + ".");
        }
    }

    private Target next(Target from, String location) throws RefusedAddressException, InterruptedException {
        URI uri;
        try {
            uri = from.uri().resolve(location);
        } catch (IllegalArgumentException _) {
            throw new RefusedAddressException("It leads to " + PlainText.quoted(location) + ", which is no URL.");
        }
        Target to = addresses.check(uri.toString());
        if (to.reach() == Reach.PRIVATE && !isAllowed(to)) {
            throw new RefusedAddressException("It leads to the private address " + to.place()
                    + ". If that is wanted, fetch " + PlainText.quoted(uri.toString()) + " itself.");
        }
        return to;
    }

    private boolean isAllowed(Target to) {
        return first.reach() == Reach.PRIVATE
                && to.host().equals(first.host())
                && to.port() == first.port()
                && first.addresses().containsAll(to.addresses());
    }

    private Answer ask(Target target) throws IOException {
        var get = new HttpGet(withoutFragment(target.uri()));
        get.setHeader("User-Agent", "Carillon");
        get.setHeader("Accept", "text/html, text/*;q=0.9, application/json;q=0.9, */*;q=0.1");
        underWay = get;
        if (ended) throw new IOException("it was stopped");
        CloseableHttpClient client = client(target);
        try {
            var host = new HttpHost(target.uri().getScheme(), target.host(), target.port());
            return answer(client.executeOpen(host, get, null));
        } finally {
            underWay = null;
            // an orderly end would read what is left of a page first
            client.close(CloseMode.IMMEDIATE);
        }
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
    }

    private static CloseableHttpClient client(Target target) {
        Timeout step = Timeout.of(STEP_SECONDS, TimeUnit.SECONDS);
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedAddresses(target))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_HEADER_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(step)
                        .setSocketTimeout(step)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(step).build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    /** Gives the addresses that were checked, and looks up nothing. */
    private record CheckedAddresses(Target target) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
            if (!plain.equalsIgnoreCase(target.host())) throw new UnknownHostException(host);
            return target.addresses().toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        Optional<String> location = Optional.empty();
        if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
            location = header(response, "Location");
        }
        @Nullable HttpEntity entity = response.getEntity();
        if (location.isPresent() || entity == null) {
            return new Answer(status, location, Optional.empty(), InputStream.nullInputStream(), 0, false);
        }
        byte[] body = entity.getContent().readNBytes(MOST_BYTES + 1);
        boolean cut = body.length > MOST_BYTES;
        Optional<ContentType> type = Optional.ofNullable(ContentType.parseLenient(entity.getContentType()));
        int bytes = Math.min(body.length, MOST_BYTES);
        return new Answer(status, location, type, new ByteArrayInputStream(body, 0, bytes), bytes, cut);
    }

    private static Optional<String> header(ClassicHttpResponse response, String name) throws IOException {
        try {
            return Optional.ofNullable(response.getHeader(name)).map(Header::getValue);
        } catch (ProtocolException e) {
            throw new IOException("it answers with two of " + name, e);
        }
    }

    private static ToolResult result(Target target, Answer answer) throws IOException {
        String mime = answer.type().map(ContentType::getMimeType).orElse("").toLowerCase(Locale.ROOT);
        String head = "From " + target.uri() + " (status " + answer.status() + ")\n\n";
        if (!isText(mime)) {
            return ToolResult.failure(head + "It is no text: " + PlainText.quoted(mime) + ", " + answer.bytes()
                    + (answer.cut() ? " bytes or more." : " bytes."));
        }
        String text = mime.contains("html")
                ? markdown(target, answer)
                : new String(answer.body().readAllBytes(), charset(answer));
        String shown = visible(Beginning.of(text, MOST_CHARS));
        boolean cut = answer.cut() || text.length() > MOST_CHARS;
        String whole = head + shown + (cut ? CUT : "");
        return new ToolResult(answer.status() >= 400, whole, Optional.empty(), List.of());
    }

    private static String markdown(Target target, Answer answer) throws IOException {
        boolean told = answer.type().map(ContentType::getCharset).isPresent();
        return Markdown.of(
                answer.body(),
                told ? charset(answer).name() : null,
                target.uri().toString());
    }

    private static Charset charset(Answer answer) {
        try {
            return answer.type().map(ContentType::getCharset).orElse(UTF_8);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException _) {
            return UTF_8;
        }
    }

    private static boolean isText(String mime) {
        return mime.isEmpty()
                || mime.startsWith("text/")
                || mime.endsWith("json")
                || mime.endsWith("xml")
                || mime.endsWith("javascript")
                || mime.endsWith("yaml");
    }

    private static String visible(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || (!Character.isISOControl(c) && (c < 0xE0000 || c > 0xE007F)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
