package carillon.tools.call;

import carillon.core.tool.ToolKind;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import java.util.Set;

/** One tool. Safe for many threads. */
public interface Tool {
    ToolDescription description();

    /** Of which kinds its calls can be; it is offered where one of them may run. */
    Set<ToolKind> kinds();

    /**
     * Works out what a call would do, and does nothing of it.
     *
     * @param arguments JSON as the model gave it
     */
    Plan plan(ToolPlace place, String arguments) throws InterruptedException;
}
