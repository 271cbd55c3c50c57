package carillon.models;

import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.Providers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Everything that speaks to models. Safe for many threads; calls belong on virtual threads, one each. */
public final class Models implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("carillon.models");

    private final Watchdog watchdog;
    private final Gateway gateway;
    private final KnownProviders providers;

    private Models(Watchdog watchdog, Gateway gateway, KnownProviders providers) {
        this.watchdog = watchdog;
        this.gateway = gateway;
        this.providers = providers;
    }

    /**
     * Reads the provider settings and the prices. A file that cannot be understood is left alone and not used.
     *
     * @param folder      holds {@code providers.json}, which is made when something is first stored, and maybe a
     *                    person's own {@code prices.json}
     * @param environment looked into for keys and addresses; what a person stored wins over it
     */
    public static Models open(Path folder, Map<String, String> environment) {
        return open(folder, environment, Surroundings.real());
    }

    static Models open(Path folder, Map<String, String> environment, Surroundings surroundings) {
        var settings = new Settings(new SettingsFile(folder), environment);
        var watchdog = new Watchdog();
        var dialer = new Dialer(new HostNames(surroundings.resolver()), surroundings.tls());
        var lists = new ModelList(dialer, watchdog, surroundings.clock());
        var backOff = new BackOff(surroundings.random());
        var calls = new OpenAiCalls(dialer, watchdog, surroundings.pause(), backOff, surroundings.clock());
        var demo = new DemoModel(surroundings.pause());
        var best = new BestChoice(settings, lists, surroundings.loopbackPatience(), BestChoice.CLOUD_PATIENCE);
        Prices prices = Prices.of(folder);
        prices.trouble().ifPresent(trouble -> LOG.log(System.Logger.Level.WARNING, trouble));
        return new Models(
                watchdog,
                new Gateway(settings, calls, demo, prices),
                new KnownProviders(settings, lists, calls, best, prices.note()));
    }

    /** What is wrong with a person's own prices in a data folder, and what to do, in plain words. */
    public static Optional<String> troubleWithPrices(Path folder) {
        return Files.exists(folder.resolve(PriceFile.NAME)) ? Prices.of(folder).trouble() : Optional.empty();
    }

    public ModelGateway gateway() {
        return gateway;
    }

    public Providers providers() {
        return providers;
    }

    /** Ends the watch over time limits; to be called when no call is under way any more. */
    @Override
    public void close() {
        watchdog.close();
    }
}
