package carillon.server.json;

import carillon.engine.spi.Providers.PriceNote;
import carillon.engine.spi.Providers.ProviderInfo;
import carillon.engine.spi.Providers.Trial;
import java.util.List;

/** Providers, without their keys. */
public final class ProviderJson {
    private ProviderJson() {}

    public static void write(JsonOut out, ProviderInfo provider) {
        out.begin()
                .word("id", provider.id().value())
                .field("name", provider.name())
                .field("needsKey", provider.needsKey())
                .word("keySource", Words.of(provider.keySource()));
        provider.baseUrl().ifPresent(url -> out.field("baseUrl", url.toString()));
        provider.defaultBaseUrl().ifPresent(url -> out.field("defaultBaseUrl", url.toString()));
        out.field("baseUrlEditable", provider.baseUrlEditable());
        if (provider.maxConcurrent().isPresent()) {
            out.field("maxConcurrent", provider.maxConcurrent().getAsInt());
        } else {
            out.nothing("maxConcurrent");
        }
        out.field("firstByteSeconds", provider.firstByte().toSeconds())
                .field("betweenTokensSeconds", provider.betweenTokens().toSeconds())
                .end();
    }

    public static void prices(JsonOut out, PriceNote note) {
        out.begin()
                .word("asOf", note.asOf().toString())
                .field("own", note.own())
                .field("trouble", note.trouble())
                .end();
    }

    public static void trial(JsonOut out, Trial trial) {
        out.begin().field("ok", trial.ok()).field("detail", trial.detail());
        if (!trial.models().isEmpty()) models(out.key("models"), trial.models());
        out.end();
    }

    public static void models(JsonOut out, List<String> models) {
        out.beginList();
        for (String model : models) out.begin().field("id", model).end();
        out.endList();
    }
}
