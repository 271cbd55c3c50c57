package carillon.models;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import org.jspecify.annotations.Nullable;

/**
 * The event at hand. LangChain4j keeps every event of a stream until its end; as all of them are this one object, a
 * long answer costs a reference for each instead of its whole JSON.
 */
final class CurrentEvent extends ServerSentEvent {
    private @Nullable String currentType;
    private @Nullable String currentData;

    CurrentEvent() {
        super(null, null);
    }

    CurrentEvent holding(@Nullable String type, String data) {
        currentType = type;
        currentData = data;
        return this;
    }

    @Override
    public @Nullable String event() {
        return currentType;
    }

    @Override
    public @Nullable String data() {
        return currentData;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
