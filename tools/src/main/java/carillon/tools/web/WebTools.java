package carillon.tools.web;

import carillon.core.id.ChatId;
import carillon.engine.spi.ToolPlace;
import carillon.tools.call.Tool;
import carillon.tools.call.ToolSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;

/** The tool for the web. */
public final class WebTools implements ToolSource {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<Tool> tools;

    /** @param ownPort at which this program answers; nothing is fetched from there */
    public WebTools(IntSupplier ownPort) {
        this.tools = List.of(new WebFetch(new Addresses(InetAddress::getAllByName, ownPort), LIMIT));
    }

    @Override
    public List<Tool> tools(ToolPlace place) {
        return tools;
    }

    @Override
    public void forget(ChatId chat) {
        // nothing is remembered
    }
}
