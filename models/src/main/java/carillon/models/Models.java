package carillon.models;

import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.Providers;
import java.nio.file.Path;
import java.util.Map;

/** Everything that speaks to models. Safe for many threads; calls belong on virtual threads, one each. */
public final class Models implements AutoCloseable {
    private final Watchdog watchdog;
    private final Gateway gateway;
    private final KnownProviders providers;

    private Models(Watchdog watchdog, Gateway gateway, KnownProviders providers) {
        this.watchdog = watchdog;
        this.gateway = gateway;
        this.providers = providers;
    }

    /**
     * Reads the provider settings. A file of settings that cannot be understood is left alone and not used.
     *
     * @param folder      holds {@code providers.json}; made when something is first stored
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
        return new Models(
                watchdog, new Gateway(settings, calls, demo), new KnownProviders(settings, lists, calls, best));
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
