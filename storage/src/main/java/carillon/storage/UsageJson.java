package carillon.storage;

import carillon.core.chat.Usage;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Usage as its fields. What was stored without a cost was not priced, and is written so again. */
final class UsageJson {
    private static final String INPUT = "inputTokens";
    private static final String OUTPUT = "outputTokens";
    private static final String CACHED = "cachedInputTokens";
    private static final String COST = "costNanoUsd";
    private static final String UNPRICED = "unpricedCalls";

    private UsageJson() {}

    static final class Writer extends StdSerializer<Usage> {
        Writer() {
            super(Usage.class);
        }

        @Override
        public void serialize(Usage usage, JsonGenerator to, SerializationContext context) {
            to.writeStartObject();
            to.writeNumberProperty(INPUT, usage.inputTokens());
            to.writeNumberProperty(OUTPUT, usage.outputTokens());
            to.writeNumberProperty(CACHED, usage.cachedInputTokens());
            if (!usage.equals(Usage.counted(usage.inputTokens(), usage.outputTokens(), usage.cachedInputTokens()))) {
                to.writeNumberProperty(COST, usage.costNanoUsd());
                to.writeNumberProperty(UNPRICED, usage.unpricedCalls());
            }
            to.writeEndObject();
        }
    }

    static final class Reader extends StdDeserializer<Usage> {
        Reader() {
            super(Usage.class);
        }

        @Override
        public Usage deserialize(JsonParser from, DeserializationContext context) {
            JsonNode stored = context.readTree(from);
            long input = number(stored, INPUT, context);
            long output = number(stored, OUTPUT, context);
            long cached = number(stored, CACHED, context);
            if (!stored.has(COST)) return Usage.counted(input, output, cached);
            return new Usage(input, output, cached, number(stored, COST, context), number(stored, UNPRICED, context));
        }

        private static long number(JsonNode stored, String name, DeserializationContext context) {
            JsonNode number = stored.path(name);
            if (!number.canConvertToLong() || !number.isIntegralNumber()) {
                return context.reportInputMismatch(Usage.class, "No number of " + name);
            }
            return number.longValue();
        }
    }
}
