package carillon.tools.call;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Arguments that were checked against their fields. */
public final class Arguments {
    private final ObjectNode object;

    Arguments(ObjectNode object) {
        this.object = object;
    }

    /** A text that is required. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException("No required text " + name));
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(Fields.given(object, name)).map(JsonNode::stringValue);
    }

    public long number(String name, long otherwise) {
        @Nullable JsonNode value = Fields.given(object, name);
        return value == null ? otherwise : value.longValue();
    }

    public boolean flag(String name) {
        @Nullable JsonNode value = Fields.given(object, name);
        return value != null && value.booleanValue();
    }

    public Optional<List<String>> texts(String name) {
        return Optional.ofNullable(Fields.given(object, name))
                .map(value -> value.valueStream().map(JsonNode::stringValue).toList());
    }
}
