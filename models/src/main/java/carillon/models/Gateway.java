package carillon.models;

import carillon.core.chat.CallResult;
import carillon.core.chat.Usage;
import carillon.core.prompt.TokenCounter;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelException;
import carillon.engine.spi.ModelGateway;
import carillon.engine.spi.ModelListener;
import carillon.engine.spi.ModelRequest;
import java.util.OptionalInt;

/** Sends each call to the provider it names. Safe for many threads. */
final class Gateway implements ModelGateway {
    private static final System.Logger LOG = System.getLogger("carillon.models");

    private final Settings settings;
    private final OpenAiCalls calls;
    private final DemoModel demo;
    private final Prices prices;
    private final Tokens tokens = new Tokens();

    Gateway(Settings settings, OpenAiCalls calls, DemoModel demo, Prices prices) {
        this.settings = settings;
        this.calls = calls;
        this.demo = demo;
        this.prices = prices;
    }

    @Override
    public CallResult ask(ModelRequest request, ModelListener listener) throws InterruptedException {
        CallResult result = answered(request, listener);
        if (result instanceof CallResult.Failed failed) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Chat {0}: {1} failed: {2}",
                    request.chat(),
                    request.model().provider(),
                    failed.reason());
        }
        return result;
    }

    @Override
    public OptionalInt maxConcurrent(ModelChoice model) {
        return ProviderKind.find(model.provider())
                .map(kind -> settings.maxConcurrent(kind, model.baseUrl()))
                .orElse(OptionalInt.empty());
    }

    @Override
    public TokenCounter tokenCounter(ModelChoice model) {
        return tokens.counter(ProviderKind.find(model.provider()).orElse(ProviderKind.OPENAI_COMPATIBLE));
    }

    @Override
    public OptionalInt contextTokens(ModelChoice model) {
        return prices.contextTokens(model.provider(), model.model());
    }

    private CallResult answered(ModelRequest request, ModelListener listener) throws InterruptedException {
        ModelChoice model = request.model();
        if (model.provider().equals(ProviderKind.DEMO.id())) {
            return prices.priced(demo.ask(request, listener), model.provider(), model.model(), false);
        }
        Endpoint endpoint;
        try {
            endpoint = settings.endpoint(model);
        } catch (ModelException e) {
            return new CallResult.Failed(String.valueOf(e.getMessage()), Usage.NONE);
        }
        CallResult result = calls.ask(endpoint, request, listener, BackOff.MAX_TRIES);
        return prices.priced(result, model.provider(), model.model(), endpoint.elsewhere());
    }
}
