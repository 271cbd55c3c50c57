package carillon.tools.call;

import carillon.core.id.ChatId;
import carillon.engine.spi.ToolPlace;
import java.util.List;

/** Where tools come from. Safe for many threads. */
public interface ToolSource {
    /** The tools to be had at a place, in a fixed order. May block. */
    List<Tool> tools(ToolPlace place) throws InterruptedException;

    /** The chat is in the trash: what is remembered of it may go. Returns at once. */
    void forget(ChatId chat);
}
