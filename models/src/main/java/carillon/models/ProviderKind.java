package carillon.models;

import carillon.core.id.ProviderId;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The providers there are. */
enum ProviderKind {
    DEMO("demo", "Demo (scripted)", false, "", "", "", 0),
    OPENAI("openai", "OpenAI", true, "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", 64),
    OPENAI_COMPATIBLE(
            "openai-compatible",
            "OpenAI-compatible",
            false,
            "",
            "OPENAI_COMPATIBLE_API_KEY",
            "OPENAI_COMPATIBLE_BASE_URL",
            0),
    OLLAMA("ollama", "Ollama", false, "http://127.0.0.1:11434/v1", "", "", 0);

    private final String id;
    private final String title;
    private final boolean needsKey;
    private final String defaultBase;
    private final String keyVariable;
    private final String baseVariable;
    private final int cloudLimit;

    ProviderKind(
            String id,
            String title,
            boolean needsKey,
            String defaultBase,
            String keyVariable,
            String baseVariable,
            int cloudLimit) {
        this.id = id;
        this.title = title;
        this.needsKey = needsKey;
        this.defaultBase = defaultBase;
        this.keyVariable = keyVariable;
        this.baseVariable = baseVariable;
        this.cloudLimit = cloudLimit;
    }

    static Optional<ProviderKind> find(ProviderId id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id.value()))
                .findFirst();
    }

    /** Says that there is no such provider, and which there are. */
    static String unknown(ProviderId id) {
        return "There is no provider '" + id + "'. There are: "
                + Arrays.stream(values()).map(kind -> kind.id).collect(Collectors.joining(", ")) + ".";
    }

    ProviderId id() {
        return new ProviderId(id);
    }

    /** What people call it. */
    String title() {
        return title;
    }

    boolean needsKey() {
        return needsKey;
    }

    boolean overHttp() {
        return this != DEMO;
    }

    Optional<URI> defaultBase() {
        return defaultBase.isEmpty() ? Optional.empty() : Optional.of(URI.create(defaultBase));
    }

    Optional<String> keyVariable() {
        return Optional.of(keyVariable).filter(name -> !name.isEmpty());
    }

    Optional<String> baseVariable() {
        return Optional.of(baseVariable).filter(name -> !name.isEmpty());
    }

    /** How many calls may be under way at once when nothing is set and the base is not this machine. */
    OptionalInt cloudLimit() {
        return cloudLimit == 0 ? OptionalInt.empty() : OptionalInt.of(cloudLimit);
    }
}
