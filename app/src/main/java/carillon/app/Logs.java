package carillon.app;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends everything that is logged in this process to the data folder's log, and nothing to the terminal. */
final class Logs {
    static final long MAX_BYTES = 2_000_000;

    private Logs() {}

    /** To be called before anything is logged. */
    static void keepUntilTheEnd() {
        System.setProperty("java.util.logging.manager", StayingLogManager.class.getName());
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) root.removeHandler(handler);
    }

    static LogFile to(DataFolder folder, Token token) {
        var log = new LogFile(folder.logFile(), MAX_BYTES, new LogLine(List.of(token.value())));
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        log.setFilter(Logs::isWorthKeeping);
        root.addHandler(log);
        return log;
    }

    private static boolean isWorthKeeping(LogRecord each) {
        boolean ours = String.valueOf(each.getLoggerName()).startsWith("carillon.");
        return ours || each.getLevel().intValue() >= Level.WARNING.intValue();
    }

    /** The stock manager silences every logger as soon as the process is asked to end; what closing says would be lost. */
    public static final class StayingLogManager extends LogManager {
        @Override
        public void reset() {}
    }
}
