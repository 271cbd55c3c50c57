package carillon.tools.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The arguments a tool takes: what a model is told of them, and what is read of what it gives. */
public final class Fields {
    /** The longest text that a tool is given, in characters. */
    public static final int LONGEST_TEXT = 4_000_000;

    private static final int DEEPEST = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Field> fields = new ArrayList<>();

    public Fields text(String name, String description) {
        return text(name, description, LONGEST_TEXT);
    }

    public Fields text(String name, String description, int longest) {
        return with(new Field(name, Field.Type.TEXT, true, description, 0, longest));
    }

    public Fields optionalText(String name, String description) {
        return with(new Field(name, Field.Type.TEXT, false, description, 0, LONGEST_TEXT));
    }

    public Fields optionalNumber(String name, String description, long least, long most) {
        return with(new Field(name, Field.Type.NUMBER, false, description, least, most));
    }

    public Fields optionalFlag(String name, String description) {
        return with(new Field(name, Field.Type.FLAG, false, description, 0, 0));
    }

    public Fields texts(String name, String description, int most) {
        return with(new Field(name, Field.Type.TEXTS, true, description, 1, most));
    }

    public Fields optionalTexts(String name, String description, int most) {
        return with(new Field(name, Field.Type.TEXTS, false, description, 1, most));
    }

    private Fields with(Field field) {
        fields.add(field);
        return this;
    }

    /** JSON Schema of an object with these fields and no others. */
    public String schema() {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (Field field : fields) {
            ObjectNode property = properties.putObject(field.name());
            property.put("type", field.type().json()).put("description", field.description());
            switch (field.type()) {
                case NUMBER -> property.put("minimum", field.least()).put("maximum", field.most());
                case TEXTS ->
                    property.put("minItems", field.least())
                            .put("maxItems", field.most())
                            .putObject("items")
                            .put("type", "string");
                case TEXT, FLAG -> {}
            }
        }
        ArrayNode required = schema.putArray("required");
        fields.stream().filter(Field::required).map(Field::name).forEach(required::add);
        return schema.put("additionalProperties", false).toString();
    }

    /**
     * Reads what a model gave.
     *
     * @throws BadArgumentsException if it is no JSON object with these fields
     */
    public Arguments read(String json) {
        ObjectNode object = parsed(json);
        for (String name : object.propertyNames()) {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                throw new BadArgumentsException(
                        "There is no argument " + shown(name) + ". The arguments are: " + names());
            }
        }
        for (Field field : fields) check(field, given(object, field.name()));
        return new Arguments(object);
    }

    private ObjectNode parsed(String json) {
        try {
            JsonNode tree = JSON.readTree(json.isBlank() ? "{}" : json);
            if (tree instanceof ObjectNode object) return object;
            throw new BadArgumentsException("The arguments are no JSON object. The arguments are: " + names());
        } catch (JacksonException e) {
            throw new BadArgumentsException(
                    "The arguments are not valid JSON: " + firstLine(e) + ". Send one JSON object with: " + names());
        }
    }

    private static void check(Field field, @Nullable JsonNode value) {
        if (value == null) {
            if (!field.required()) return;
            throw new BadArgumentsException(
                    "The argument '" + field.name() + "' is missing (" + field.description() + ")");
        }
        Optional<String> wrong = switch (field.type()) {
            case TEXT ->
                value.isString() ? outside(field, value.stringValue().length(), "characters") : Optional.of("a text");
            case NUMBER ->
                value.isIntegralNumber() && value.canConvertToLong()
                        ? outside(field, value.longValue(), "")
                        : Optional.of("a whole number");
            case FLAG -> value.isBoolean() ? Optional.empty() : Optional.of("true or false");
            case TEXTS ->
                value.isArray() && value.valueStream().allMatch(JsonNode::isString)
                        ? outside(field, value.size(), "entries")
                        : Optional.of("a list of texts");
        };
        wrong.ifPresent(should -> {
            throw new BadArgumentsException(
                    "The argument '" + field.name() + "' must be " + should + ", not " + shown(value.toString()));
        });
    }

    private static Optional<String> outside(Field field, long size, String unit) {
        if (size >= field.least() && size <= field.most()) return Optional.empty();
        return Optional.of(
                "from %d to %d %s".formatted(field.least(), field.most(), unit).strip());
    }

    static @Nullable JsonNode given(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private String names() {
        return fields.stream()
                .map(field -> field.name() + (field.required() ? "" : " (optional)"))
                .collect(Collectors.joining(", "));
    }

    private static String firstLine(JacksonException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    }

    private static String shown(String text) {
        return PlainText.quoted(text);
    }
}
