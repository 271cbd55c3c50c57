package carillon.tools.shell;

import carillon.tools.files.Workspace;
import java.util.List;

/**
 * Decides about commands. Shell text is never taken to be harmless, since nothing here reads it as a shell would; it is
 * only looked through for what is refused. What is not known is risky, and what is refused stays so wherever it stands.
 */
final class CommandRisk {
    private CommandRisk() {}

    /** Of a text that a shell would run: at least risky. */
    static Risk ofText(String text) {
        return Destruction.isIn(text) ? Risk.DESTRUCTIVE : Risk.RISKY;
    }

    /** Of a program and its arguments, run without a shell. */
    static Risk ofArguments(List<String> arguments, Workspace workspace) {
        if (Destruction.isIn(arguments, workspace.folder())) return Risk.DESTRUCTIVE;
        return Harmless.is(arguments, workspace) ? Risk.HARMLESS : Risk.RISKY;
    }
}
