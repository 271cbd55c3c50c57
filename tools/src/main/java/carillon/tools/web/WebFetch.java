package carillon.tools.web;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolResult;
import carillon.tools.call.BadArgumentsException;
import carillon.tools.call.Fields;
import carillon.tools.call.Plan;
import carillon.tools.call.Tool;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a page of the web as text. */
final class WebFetch implements Tool {
    private static final String NAME = "web_fetch";
    private static final Duration LAST_MOMENT = Duration.ofSeconds(2);
    private static final Fields FIELDS = new Fields().text("url", "an http:// or https:// address");
    private static final ToolDescription DESCRIPTION = new ToolDescription(
            NAME, "Fetches a web page; HTML comes as Markdown. At most 1 MiB is read.", FIELDS.schema());

    private final Addresses addresses;
    private final Duration limit;

    WebFetch(Addresses addresses, Duration limit) {
        this.addresses = addresses;
        this.limit = limit;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Set<ToolKind> kinds() {
        return Set.of(ToolKind.FETCH_PUBLIC, ToolKind.FETCH_PRIVATE);
    }

    @Override
    public Plan plan(ToolPlace place, String arguments) throws InterruptedException {
        try {
            Target target = addresses.check(FIELDS.read(arguments).text("url"));
            boolean isPrivate = target.reach() == Reach.PRIVATE;
            return new Plan.Ready(
                    isPrivate ? ToolKind.FETCH_PRIVATE : ToolKind.FETCH_PUBLIC,
                    new Plan.Question(
                            "Fetch from the private address " + target.place(),
                            target.uri().toString(),
                            NAME + " " + target.place(),
                            "everything at " + target.place() + " in this chat"),
                    isPrivate ? target.place() : "",
                    _ -> fetch(target));
        } catch (BadArgumentsException | RefusedAddressException e) {
            return new Plan.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** On a thread of its own, so that its end can be waited for, and brought about by closing its connection. */
    private ToolResult fetch(Target target) throws InterruptedException {
        var fetch = new Fetch(addresses, target);
        var page = new FutureTask<>(fetch::page);
        Thread thread = Thread.ofVirtual().name("carillon-fetch").start(page);
        try {
            return page.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return ToolResult.failure("Stopped: fetching took more than " + limit.toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Fetching failed", e.getCause());
        } finally {
            fetch.end();
            thread.interrupt();
            boolean _ = thread.join(LAST_MOMENT);
        }
    }
}
