package carillon.models;

import carillon.core.chat.CallResult.Answered;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * What a token costs, run by hand against a scripted server in another process: our whole call, and next to it nothing
 * but reading the same bytes off a socket. Only the ratio of the two means something.
 *
 * <p>{@code java -cp … carillon.models.StreamCost http://127.0.0.1:18080/v1 300 200 20}: base URL, streams, tokens a
 * stream, milliseconds a token.
 */
final class StreamCost {
    private StreamCost() {}

    public static void main(String[] args) throws Exception {
        URI base = URI.create(args[0]);
        int streams = Integer.parseInt(args[1]);
        int tokens = Integer.parseInt(args[2]);
        String prompt = "tag=T tokens=" + tokens + " delay=" + args[3];
        try (var trials = new Trials(Path.of("unused"), Map.of())) {
            Callable<Void> ours = () -> {
                var result = trials.gateway().ask(Trials.request(base, prompt), SilentListener.INSTANCE);
                if (!(result instanceof Answered)) throw new IllegalStateException(result.toString());
                return null;
            };
            Callable<Void> raw = () -> {
                read(base, prompt);
                return null;
            };
            for (int round = 0; round < 4; round++) {
                double ourCost = cost(ours, streams, tokens);
                double rawCost = cost(raw, streams, tokens);
                System.out.printf(
                        "round %d: ours %.1f, raw read %.1f µs CPU a token: %.2f times%n",
                        round, ourCost, rawCost, ourCost / rawCost);
            }
        }
    }

    private static double cost(Callable<Void> call, int streams, int tokens) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Void>>();
            for (int i = 0; i < streams; i++) calls.add(call);
            for (var done : threads.invokeAll(calls)) done.get();
        }
        return (system.getProcessCpuTime() - before) / 1_000.0 / streams / tokens;
    }

    private static void read(URI base, String prompt) throws IOException {
        String body = "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            String head = String.join(
                    "\r\n",
                    "POST /v1/chat/completions HTTP/1.1",
                    "Host: " + base.getHost(),
                    "Content-Length: " + body.length(),
                    "",
                    body);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[8 * 1024];
            for (int n = 0; n >= 0 && !ended(buffer, n); )
                n = socket.getInputStream().read(buffer);
        }
    }

    private static boolean ended(byte[] buffer, int count) {
        return count >= 5 && new String(buffer, count - 5, 5, StandardCharsets.US_ASCII).equals("0\r\n\r\n");
    }
}
