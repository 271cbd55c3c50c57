package carillon.models;

import carillon.core.id.ProviderId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads price lists. A mistake in one is said with its place, and then nothing of it is used. */
final class PriceFile {
    /** The name of a person's own list. */
    static final String NAME = "prices.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MAX_BYTES = 1 << 20;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int MOST_TOKENS = 1_000_000_000;
    private static final Set<String> FIELDS = Set.of("asOf", "source", "currency", "models");
    private static final Set<String> RATES = Set.of("input", "cachedInput", "output");
    private static final Set<String> MODEL_FIELDS =
            Set.of("provider", "model", "input", "cachedInput", "output", "over", "contextTokens", "maxOutputTokens");
    private static final Set<String> OVER_FIELDS = Set.of("inputTokens", "input", "cachedInput", "output");

    private PriceFile() {}

    /** Says what is wrong with a price list, for the person who wrote it. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenException(String what) {
            super(what);
        }
    }

    static PriceList builtIn() {
        try (InputStream in = PriceFile.class.getResourceAsStream(NAME)) {
            if (in == null) throw new IllegalStateException("The build lacks " + NAME);
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BrokenException e) {
            throw new IllegalStateException(NAME + " of the build is broken", e);
        }
    }

    /** A person's own list; an empty one when there is none. */
    static PriceList own(Path folder) throws BrokenException {
        Path file = folder.resolve(NAME);
        try {
            if (Files.size(file) > MAX_BYTES) throw new BrokenException("it is longer than a megabyte");
            return parse(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return PriceList.EMPTY;
        } catch (IOException e) {
            throw new BrokenException("it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static PriceList parse(byte[] bytes) throws BrokenException {
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new BrokenException(
                    place == null ? "it is not JSON" : "it is not JSON from line " + place.getLineNr() + " on");
        }
        ObjectNode file = object(tree, "it", FIELDS);
        if (!file.path("currency").asString("USD").equals("USD")) {
            throw new BrokenException("\"currency\" must be \"USD\"; other currencies are not known");
        }
        if (!file.path("models").isArray()) throw new BrokenException("\"models\" must be a list");
        List<PricedModel> models = new ArrayList<>();
        for (JsonNode each : file.path("models")) models.add(model(each, "models[" + models.size() + "]"));
        return new PriceList(date(file), models);
    }

    private static Optional<LocalDate> date(ObjectNode file) throws BrokenException {
        if (!file.has("asOf")) return Optional.empty();
        try {
            return Optional.of(LocalDate.parse(file.path("asOf").asString("")));
        } catch (DateTimeException _) {
            throw new BrokenException("\"asOf\" must be a date like 2026-01-31");
        }
    }

    private static PricedModel model(JsonNode node, String place) throws BrokenException {
        ObjectNode line = object(node, place, MODEL_FIELDS);
        ProviderId provider;
        try {
            provider = ProviderId.parse(text(line, "provider", place));
        } catch (IllegalArgumentException e) {
            throw new BrokenException(place + ": " + e.getMessage());
        }
        whole(line, "maxOutputTokens", place);
        return new PricedModel(
                provider, text(line, "model", place), price(line, place), whole(line, "contextTokens", place));
    }

    private static Optional<Price> price(ObjectNode line, String place) throws BrokenException {
        if (!line.has("over") && RATES.stream().noneMatch(line::has)) return Optional.empty();
        Price.Rates base = rates(line, place);
        if (!line.has("over")) return Optional.of(new Price(base, Optional.empty()));
        ObjectNode over = object(line.path("over"), place + ".over", OVER_FIELDS);
        OptionalInt from = whole(over, "inputTokens", place + ".over");
        if (from.isEmpty()) throw new BrokenException(place + ".over lacks \"inputTokens\"");
        return Optional.of(new Price(base, Optional.of(new Price.Over(from.getAsInt(), rates(over, place + ".over")))));
    }

    private static Price.Rates rates(ObjectNode line, String place) throws BrokenException {
        Optional<BigDecimal> cached =
                line.has("cachedInput") ? Optional.of(rate(line, "cachedInput", place)) : Optional.empty();
        return new Price.Rates(rate(line, "input", place), cached, rate(line, "output", place));
    }

    private static BigDecimal rate(ObjectNode line, String name, String place) throws BrokenException {
        JsonNode rate = line.path(name);
        boolean fits = rate.isNumber()
                && rate.decimalValue().signum() >= 0
                && rate.decimalValue().compareTo(MOST) <= 0;
        if (!fits) {
            throw new BrokenException(place + ": \"" + name + "\" must be US dollars for a million tokens, from 0 to "
                    + MOST + (line.has(name) ? ", not " + Plain.line(rate.toString(), 50) : "; it is missing"));
        }
        return rate.decimalValue();
    }

    private static OptionalInt whole(ObjectNode line, String name, String place) throws BrokenException {
        if (!line.has(name)) return OptionalInt.empty();
        JsonNode number = line.path(name);
        boolean fits = number.isIntegralNumber()
                && number.canConvertToInt()
                && number.intValue() >= 1
                && number.intValue() <= MOST_TOKENS;
        if (!fits) {
            throw new BrokenException(place + ": \"" + name + "\" must be a number of tokens from 1 to " + MOST_TOKENS
                    + ", not " + Plain.line(number.toString(), 50));
        }
        return OptionalInt.of(number.intValue());
    }

    private static String text(ObjectNode line, String name, String place) throws BrokenException {
        String text = line.path(name).stringValue("");
        if (text.isBlank()) throw new BrokenException(place + ": \"" + name + "\" must be a text");
        return text;
    }

    private static ObjectNode object(JsonNode node, String place, Set<String> fields) throws BrokenException {
        if (!(node instanceof ObjectNode object)) throw new BrokenException(place + " must be an object");
        for (String name : object.propertyNames()) {
            if (!fields.contains(name)) {
                throw new BrokenException(place + " has an unknown field \"" + Plain.line(name, 50) + "\"; there are "
                        + String.join(", ", fields.stream().sorted().toList()));
            }
        }
        return object;
    }
}
