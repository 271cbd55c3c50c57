package carillon.storage;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads an id that is stored as its text. */
final class IdReader<T> extends StdScalarDeserializer<T> {
    private final transient Function<String, T> parse;

    IdReader(Class<T> type, Function<String, T> parse) {
        super(type);
        this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        return parse.apply(parser.getString());
    }
}
