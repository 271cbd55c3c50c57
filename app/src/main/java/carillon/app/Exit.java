package carillon.app;

/** How a command ends. The numbers are those of BSD's sysexits where one fits; {@code docs/errors.md} lists them. */
enum Exit {
    OK(0, "done"),
    PARTLY(1, "rebuild: done, but something could not be read; it is named"),
    NOT_RUNNING(3, "status: nothing serves this data folder"),
    USAGE(64, "the command line or an environment variable is wrong"),
    DAMAGED(65, "the database is damaged; nothing was changed"),
    MISSING_TOOL(69, "no JDK 25 or newer, or no Node.js 20 to build with"),
    UNEXPECTED(70, "something unexpected, or the build failed; the message names the log"),
    PORT_IN_USE(71, "another program uses the port"),
    FOLDER(73, "the data folder cannot be made, read or written"),
    STORE(74, "the database cannot be used: disk full, read-only or locked"),
    ALREADY_SERVED(75, "another process serves the data folder, or did not end in time"),
    NEWER_DATA(76, "the database was written by a newer Carillon"),
    REFUSED(77, "the running Carillon does not accept this token"),
    BAD_TOKEN(78, "the token is too short or has characters that are not allowed");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
