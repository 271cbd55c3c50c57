package carillon.core.id;

import java.text.Normalizer;
import java.util.Locale;

/** Makes an id that one can type from a name that one can read. */
public final class Slug {
    private static final int MAX_CHARS = 48;

    private Slug() {}

    /**
     * The name in lower case with everything but letters and digits as single dashes.
     *
     * @throws IllegalArgumentException if the name has no letter or digit of the Latin alphabet
     */
    public static String of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        String slug =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (slug.length() > MAX_CHARS) slug = slug.substring(0, MAX_CHARS).replaceAll("-$", "");
        if (slug.isEmpty()) {
            throw new IllegalArgumentException("A name needs at least one letter a-z or digit, not \"" + name + "\"");
        }
        return slug;
    }
}
