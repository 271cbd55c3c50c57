package carillon.engine.spi;

import carillon.core.id.ChatId;
import carillon.core.tool.ToolVerdict;
import java.util.List;

/**
 * The tools that agents may use. Safe for many threads: each call works on its caller's thread, which should be a virtual
 * one, and shares nothing with others.
 */
public interface Toolbox {
    /** Offers nothing and refuses every call. */
    Toolbox NONE = new NoTools();

    /** What agents are offered here, in a fixed order. May block, as at an MCP server's first start. */
    List<ToolDescription> offered(ToolPlace place) throws InterruptedException;

    /** The skills that can be loaded here, by id; the nearer of two with one id. Empty when there are none. */
    List<SkillLine> skills(ToolPlace place) throws InterruptedException;

    /** What a call needs before it may run. Runs nothing; bad arguments are refused, and never thrown for. */
    ToolVerdict judge(ToolPlace place, ToolRequest request) throws InterruptedException;

    /**
     * Runs a call that was allowed, by the rules or by a person. It is judged again first: when it is refused by now, or
     * the binding is another one than it was allowed with, nothing is run and the result says so.
     *
     * @param binding the one of the verdict it was allowed with
     * @param live    hears output while the call runs, on the caller's thread
     * @throws InterruptedException if the caller was interrupted; nothing of the call runs any more by then
     */
    ToolResult run(ToolPlace place, ToolRequest request, String binding, ToolListener live) throws InterruptedException;

    /** The chat is in the trash: what is remembered of it may go. Returns at once. */
    void forget(ChatId chat);
}
