package carillon.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens a window on a start link, or says that nothing on this computer can. */
final class WindowOpener {
    /** A browser that refuses to run says so at once; one that runs is still there, or has handed over with 0. */
    private static final Duration TRIAL = Duration.ofSeconds(2);

    private final Browser browser;

    WindowOpener(Browser browser) {
        this.browser = browser;
    }

    /** @return false if no way worked */
    boolean open(URI link, Path profile) throws InterruptedException {
        for (List<String> command : browser.commands(link, profile)) {
            if (starts(command)) return true;
        }
        return false;
    }

    private static boolean starts(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return !process.waitFor(TRIAL.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
