package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.CallResult;
import carillon.core.chat.Usage;
import carillon.core.id.ProviderId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PricesTest {
    @TempDir
    private Path folder;

    @Test
    void aTokenOfFifteenCentsAMillionCostsAHundredAndFiftyBillionths() throws IOException {
        own("""
                {"provider": "openai-compatible", "model": "*", "input": 0.15, "output": 0.6}""");

        assertThat(cost("openai-compatible", "anything", Usage.counted(1, 0, 0)))
                .isEqualTo(new Usage(1, 0, 0, 150, 0));
        assertThat(cost("openai-compatible", "else", Usage.counted(1_000_000, 1_000_000, 0)))
                .isEqualTo(new Usage(1_000_000, 1_000_000, 0, 750_000_000, 0));
    }

    @Test
    void cachedTokensArePartOfTheInputAndCostWhatTheyCost() throws IOException {
        own("""
                {"provider": "a", "model": "cached", "input": 10, "cachedInput": 1, "output": 100},
                {"provider": "a", "model": "plain", "input": 10, "output": 100}""");

        assertThat(cost("a", "cached", Usage.counted(10, 1, 4)).costNanoUsd()).isEqualTo(60_000 + 4_000 + 100_000);
        assertThat(cost("a", "plain", Usage.counted(10, 1, 4)).costNanoUsd()).isEqualTo(100_000 + 100_000);
    }

    @Test
    void aFractionOfABillionthIsRoundedOncePerCall() throws IOException {
        own("""
                {"provider": "a", "model": "m", "input": 0.0375, "output": 0.0005}""");

        assertThat(cost("a", "m", Usage.counted(2, 1, 0)).costNanoUsd()).isEqualTo(76);
    }

    @Test
    void aLongInputCostsWhatLongInputsCost() throws IOException {
        own("""
                {"provider": "a", "model": "m", "input": 1, "cachedInput": 0.1, "output": 10,
                 "over": {"inputTokens": 100, "input": 2, "cachedInput": 0.2, "output": 15}}""");

        assertThat(cost("a", "m", Usage.counted(100, 1, 0)).costNanoUsd()).isEqualTo(100_000 + 10_000);
        assertThat(cost("a", "m", Usage.counted(101, 1, 1)).costNanoUsd()).isEqualTo(200_000 + 200 + 15_000);
    }

    @Test
    void whatAProviderMakesUpDoesNotOverflow() throws IOException {
        own("""
                {"provider": "a", "model": "m", "input": 1000000, "output": 1000000}""");

        Usage huge = cost("a", "m", Usage.counted(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));

        assertThat(huge.costNanoUsd()).isEqualTo(1_000_000_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, 150",
        "gpt-4o-mini-2024-07-18, 150",
        "gpt-4o, 2500",
        "gpt-4o-2024-05-13, 5000",
        "gpt-5-chat-latest, 1250",
        "gpt-5.4-pro, 30000",
    })
    void aSnapshotCostsWhatItsModelCosts(String model, long nanoUsd) {
        assertThat(cost("openai", model, Usage.counted(1, 0, 0))).isEqualTo(new Usage(1, 0, 0, nanoUsd, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-mini-audio-preview", "gpt-4o-2", "gpt-5.9", "gpt-5-turbo", "gpt-4omega", "gpt-4"})
    void aModelIsNotTakenForItsNeighbour(String model) throws IOException {
        var list = new PriceListOf("gpt-4o", "gpt-4o-mini", "gpt-5");

        assertThat(list.price(model)).isEmpty();
    }

    private record PriceListOf(PriceList list) {
        PriceListOf(String... names) throws IOException {
            this(new PriceList(
                    Optional.empty(),
                    java.util.Arrays.stream(names)
                            .map(name -> new PricedModel(new ProviderId("p"), name, anyPrice(), OptionalInt.empty()))
                            .toList()));
        }

        private static Optional<Price> anyPrice() {
            var rates = new Price.Rates(java.math.BigDecimal.ONE, Optional.empty(), java.math.BigDecimal.ONE);
            return Optional.of(new Price(rates, Optional.empty()));
        }

        Optional<Price> price(String model) {
            return list.price(new ProviderId("p"), model);
        }
    }

    @Test
    void theLongestNameThatFitsWinsAndTheNameItselfFirst() throws IOException {
        own("""
                {"provider": "a", "model": "*", "input": 1, "output": 1},
                {"provider": "a", "model": "big-*", "input": 3, "output": 1},
                {"provider": "a", "model": "big-one", "input": 2, "output": 1},
                {"provider": "b", "model": "big-one", "input": 9, "output": 1}""");

        assertThat(cost("a", "small", Usage.counted(1, 0, 0)).costNanoUsd()).isEqualTo(1_000);
        assertThat(cost("a", "big-two", Usage.counted(1, 0, 0)).costNanoUsd()).isEqualTo(3_000);
        assertThat(cost("a", "big-one", Usage.counted(1, 0, 0)).costNanoUsd()).isEqualTo(2_000);
    }

    @Test
    void aPersonsOwnPricesGoFirstAndTheRestStays() throws IOException {
        own("""
                {"provider": "openai", "model": "gpt-4o*", "input": 7, "output": 7},
                {"provider": "openai-compatible", "model": "llama", "contextTokens": 8192}""");
        Prices prices = Prices.of(folder);

        assertThat(cost("openai", "gpt-4o-mini", Usage.counted(1, 0, 0)).costNanoUsd())
                .isEqualTo(7_000);
        assertThat(cost("openai", "gpt-5", Usage.counted(1, 0, 0)).costNanoUsd())
                .isEqualTo(1_250);
        assertThat(prices.contextTokens(new ProviderId("openai"), "gpt-4o-mini"))
                .hasValue(128_000);
        assertThat(prices.contextTokens(new ProviderId("openai-compatible"), "llama"))
                .hasValue(8_192);
        assertThat(prices.contextTokens(new ProviderId("openai-compatible"), "other"))
                .isEmpty();
        assertThat(cost("openai-compatible", "llama", Usage.counted(1, 0, 0))).isEqualTo(Usage.counted(1, 0, 0));
        assertThat(prices.note().own()).isTrue();
        assertThat(prices.note().trouble()).isEmpty();
    }

    @Test
    void whatNobodyKnowsThePriceOfStaysUnpriced() {
        assertThat(cost("openai-compatible", "gpt-4o", Usage.counted(5, 5, 0))).isEqualTo(Usage.counted(5, 5, 0));
        assertThat(cost("openai", "gpt-99", Usage.counted(5, 5, 0))).isEqualTo(Usage.counted(5, 5, 0));
        assertThat(cost("openai", "gpt-4o", Usage.UNCOUNTED)).isEqualTo(Usage.UNCOUNTED);
        assertThat(cost("openai", "gpt-4o", Usage.NONE)).isEqualTo(Usage.NONE);
    }

    @Test
    void aProviderAtSomebodyElsesAddressCostsWhatOnlyThePersonKnows() throws IOException {
        assertThat(elsewhere("openai", "gpt-4o").unpricedCalls()).isOne();

        own("""
                {"provider": "openai", "model": "gpt-4o", "input": 2, "output": 2}""");
        assertThat(elsewhere("openai", "gpt-4o")).isEqualTo(new Usage(1, 0, 0, 2_000, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, https://api.openai.com/v1, false",
        "OPENAI, https://eu.api.openai.com/v1, false",
        "OPENAI, https://api.openai.com.example.org/v1, true",
        "OPENAI, http://127.0.0.1:1/v1, true",
        "OPENAI_COMPATIBLE, https://example.org/v1, false",
        "OLLAMA, http://box:11434/v1, false",
    })
    void aProviderIsAtItsOwnAddressOrElsewhere(ProviderKind kind, URI base, boolean elsewhere) {
        var limit = Duration.ofSeconds(1);

        assertThat(new Endpoint(kind, base, Optional.empty(), false, limit, limit).elsewhere())
                .isEqualTo(elsewhere);
    }

    @Test
    void theDemoAndOllamaAreFree() {
        assertThat(cost("demo", "demo", Usage.counted(5, 5, 0))).isEqualTo(new Usage(5, 5, 0, 0, 0));
        assertThat(cost("ollama", "llama3:8b", Usage.counted(5, 5, 0))).isEqualTo(new Usage(5, 5, 0, 0, 0));
        assertThat(cost("ollama", "llama3:8b", Usage.UNCOUNTED)).isEqualTo(Usage.NONE);
    }

    @Test
    void aFailedCallCostsWhatItUsed() {
        CallResult failed = Prices.of(folder)
                .priced(
                        new CallResult.Failed("It broke.", Usage.counted(2, 0, 0)),
                        new ProviderId("openai"),
                        "gpt-4o",
                        false);

        assertThat(failed).isEqualTo(new CallResult.Failed("It broke.", new Usage(2, 0, 0, 5_000, 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | it is not JSON from line 1 on",
                "{\"models\": []} {} | it is not JSON from line 1 on",
                "[] | it must be an object",
                "{\"modles\": []} | it has an unknown field \"modles\"; there are asOf, currency, models, source",
                "{\"currency\": \"EUR\", \"models\": []} | \"currency\" must be \"USD\"; other currencies are not known",
                "{\"asOf\": \"today\", \"models\": []} | \"asOf\" must be a date like 2026-01-31",
                "{} | \"models\" must be a list",
            })
    void aBrokenFileIsNamedAndNotUsed(String content, String what) throws IOException {
        Files.writeString(folder.resolve("prices.json"), content);
        Prices prices = Prices.of(folder);

        assertThat(prices.trouble())
                .hasValue("The prices in prices.json are not used: " + what
                        + ". Correct the file and start Carillon again.");
        assertThat(prices.note().trouble()).isEqualTo(prices.trouble());
        assertThat(Models.troubleWithPrices(folder)).isEqualTo(prices.trouble());
        assertThat(cost("openai", "gpt-4o", Usage.counted(1, 0, 0)).costNanoUsd())
                .isEqualTo(2_500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"provider\": \"a\", \"model\": \"m\", \"input\": \"free\", \"output\": 1} | models[1]: \"input\" must be US dollars for a million tokens, from 0 to 1000000, not \"free\"",
                "{\"provider\": \"a\", \"model\": \"m\", \"input\": -1, \"output\": 1} | models[1]: \"input\" must be US dollars for a million tokens, from 0 to 1000000, not -1",
                "{\"provider\": \"a\", \"model\": \"m\", \"input\": 1} | models[1]: \"output\" must be US dollars for a million tokens, from 0 to 1000000; it is missing",
                "{\"provider\": \"a\", \"model\": \"m\", \"contextTokens\": 0} | models[1]: \"contextTokens\" must be a number of tokens from 1 to 1000000000, not 0",
                "{\"provider\": \"a\", \"input\": 1, \"output\": 1} | models[1]: \"model\" must be a text",
                "{\"provider\": \"a\", \"model\": \"m\", \"cached\": 1} | models[1] has an unknown field \"cached\"; there are cachedInput, contextTokens, input, maxOutputTokens, model, output, over, provider",
                "{\"provider\": \"a\", \"model\": \"m\", \"input\": 1, \"output\": 1, \"over\": {\"input\": 1, \"output\": 1}} | models[1].over lacks \"inputTokens\"",
                "7 | models[1] must be an object",
            })
    void aMistakeIsNamedWithItsPlace(String line, String what) throws IOException {
        own("{\"provider\": \"a\", \"model\": \"fine\", \"input\": 1, \"output\": 1}, " + line);

        assertThat(Prices.of(folder).trouble().orElseThrow()).contains(": " + what + ". ");
    }

    @Test
    void everyModelOfTheBuiltInListIsThereOnceWithADate() {
        PriceList builtIn = PriceFile.builtIn();

        assertThat(builtIn.asOf()).isPresent();
        assertThat(builtIn.models()).hasSizeGreaterThan(60);
        assertThat(builtIn.models().stream().map(line -> line.provider() + " " + line.name()))
                .doesNotHaveDuplicates();
        assertThat(builtIn.models().stream()
                        .map(PricedModel::provider)
                        .distinct()
                        .map(ProviderId::value))
                .containsExactlyInAnyOrder("demo", "ollama", "openai", "anthropic", "google", "mistral", "xai");
    }

    private void own(String models) throws IOException {
        Files.writeString(folder.resolve("prices.json"), "{\"models\": [" + models + "]}");
    }

    private Usage cost(String provider, String model, Usage counted) {
        return priced(provider, model, counted, false);
    }

    private Usage elsewhere(String provider, String model) {
        return priced(provider, model, Usage.counted(1, 0, 0), true);
    }

    private Usage priced(String provider, String model, Usage counted, boolean elsewhere) {
        return Prices.of(folder)
                .priced(new CallResult.Answered(counted, Optional.empty()), new ProviderId(provider), model, elsewhere)
                .usage();
    }
}
