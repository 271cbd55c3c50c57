package carillon.app;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret that opens every route of one installation. Its text is never shown. */
record Token(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[!-~]{32,}");

    Token {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("A token is 32 or more printable ASCII characters without blanks");
        }
    }

    /** The given token, never written; else the folder's own, made at the first start: 256 random bits, mode 0600. */
    static Token of(DataFolder folder, Optional<String> given) {
        return find(folder, given).orElseGet(() -> {
            Token fresh = random();
            folder.replace(folder.tokenFile(), fresh.value + "\n");
            return fresh;
        });
    }

    /**
     * As {@link #of}, but makes none.
     *
     * @throws Trouble {@link Exit#BAD_TOKEN}; the message does not repeat the token
     */
    static Optional<Token> find(DataFolder folder, Optional<String> given) {
        if (given.isPresent()) return Optional.of(checked("CARILLON_TOKEN", given.get()));
        return folder.read(folder.tokenFile()).map(text -> checked("The token in " + folder.tokenFile(), text.strip()));
    }

    static Token random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static Token checked(String source, String value) {
        if (!ALLOWED.matcher(value).matches()) {
            throw new Trouble(
                    Exit.BAD_TOKEN,
                    source + " must be 32 or more printable ASCII characters without blanks; it has " + value.length()
                            + " characters.");
        }
        return new Token(value);
    }

    @Override
    public String toString() {
        return "Token[…]";
    }
}
