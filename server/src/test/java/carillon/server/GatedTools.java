package carillon.server;

import carillon.core.id.ChatId;
import carillon.core.tool.ToolVerdict;
import carillon.engine.spi.Painted;
import carillon.engine.spi.Picture;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolListener;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Tools that put out their arguments and wait until the test lets them end: {@code look} runs, {@code change} waits for a
 * person, and refuses bad arguments.
 */
final class GatedTools implements Toolbox {
    /** What {@code draw} gives. */
    static final Picture DRAWN = Painted.picture("a drawing");

    private final Map<ChatId, Semaphore> gates = new ConcurrentHashMap<>();

    @Override
    public List<ToolDescription> offered(ToolPlace place) {
        return List.of();
    }

    @Override
    public List<SkillLine> skills(ToolPlace place) {
        return List.of();
    }

    @Override
    public ToolVerdict judge(ToolPlace place, ToolRequest request) {
        if (request.arguments().contains("bad")) return new ToolVerdict.Refused("Nothing bad is done here.");
        return request.tool().equals("change")
                ? new ToolVerdict.NeedsApproval("b", "Change it", "+new", "change", "this tool")
                : new ToolVerdict.Allowed("b");
    }

    @Override
    public ToolResult run(ToolPlace place, ToolRequest request, String binding, ToolListener live)
            throws InterruptedException {
        live.output("out " + request.arguments());
        gate(place.chat()).acquire();
        List<Picture> pictures = request.tool().equals("draw") ? List.of(DRAWN) : List.of();
        return new ToolResult(false, "did " + request.arguments(), Optional.of("+new"), pictures);
    }

    @Override
    public void forget(ChatId chat) {}

    /** Lets one tool of the chat end. */
    void end(String chat) {
        gate(new ChatId(chat)).release();
    }

    private Semaphore gate(ChatId chat) {
        return gates.computeIfAbsent(chat, _ -> new Semaphore(0));
    }
}
