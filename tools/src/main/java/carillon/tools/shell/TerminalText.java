package carillon.tools.shell;

/**
 * Takes what a program writes for a terminal and leaves the text: no escape sequences, no control characters but line
 * breaks and tabs. A sequence may come in pieces. One thread at a time.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-48/">ECMA-48</a>
 */
final class TerminalText {
    private static final int LONGEST_SEQUENCE = 4_096;

    private State state = State.TEXT;
    private int length;

    private enum State {
        TEXT,
        RETURN,
        ESCAPE,
        INTERMEDIATE,
        CONTROL,
        STRING,
        STRING_ESCAPE
    }

    String plain(CharSequence written) {
        var text = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (state == State.TEXT || state == State.RETURN) text(c, text);
            else sequence(c);
        }
        return text.toString();
    }

    private void text(char c, StringBuilder text) {
        if (state == State.RETURN && c != '\n') text.append('\n');
        state = State.TEXT;
        switch (c) {
            case '\r' -> state = State.RETURN;
            case '\n', '\t' -> text.append(c);
            case '\u001b' -> begin(State.ESCAPE);
            case '\u009b' -> begin(State.CONTROL);
            case '\u0090', '\u0098', '\u009d', '\u009e', '\u009f' -> begin(State.STRING);
            default -> {
                if (!Character.isISOControl(c)) text.append(c);
            }
        }
    }

    private void begin(State sequence) {
        state = sequence;
        length = 0;
    }

    private void sequence(char c) {
        if (++length > LONGEST_SEQUENCE) state = State.TEXT;
        state = switch (state) {
            case ESCAPE ->
                switch (c) {
                    case '[' -> State.CONTROL;
                    case ']', 'P', 'X', '^', '_' -> State.STRING;
                    case '\u001b' -> State.ESCAPE;
                    default -> c >= ' ' && c <= '/' ? State.INTERMEDIATE : State.TEXT;
                };
            case INTERMEDIATE -> c >= ' ' && c <= '/' ? State.INTERMEDIATE : State.TEXT;
            case CONTROL ->
                c == '\u001b' ? State.ESCAPE : (c >= '@' && c <= '~') || c == '\n' ? State.TEXT : State.CONTROL;
            case STRING ->
                c == '\u001b' ? State.STRING_ESCAPE : c == '\u0007' || c == '\u009c' ? State.TEXT : State.STRING;
            case STRING_ESCAPE -> c == '\\' ? State.TEXT : c == '\u001b' ? State.STRING_ESCAPE : State.STRING;
            case TEXT, RETURN -> State.TEXT;
        };
    }
}
