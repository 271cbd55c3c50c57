package carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Fact;
import carillon.server.json.ProblemCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final Rig rig = new Rig();

    @AfterAll
    void close() {
        rig.close();
    }

    private JsonNode description() throws IOException {
        return rig.get("/openapi.json").json();
    }

    @Test
    void itDescribesEveryRouteAndNoOther() throws IOException {
        var described = new TreeSet<String>();
        description()
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, _) -> {
                    if (METHODS.contains(method)) described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }));

        List<String> routes = rig.server.routes().table().stream()
                .map(route -> route.method() + " " + route.path())
                .sorted()
                .toList();

        assertThat(described).containsExactlyElementsOf(routes);
    }

    @Test
    void everyEventHasASchemaAndAnExampleOfIt() throws IOException {
        JsonNode schemas = description().path("components").path("schemas");
        var kinds = new ArrayList<>(List.of("text", "reasoning", "tool-arguments", "tool-output", "status", "reset"));
        for (Class<?> fact : Fact.class.getPermittedSubclasses()) {
            kinds.add(fact.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT));
        }

        assertThat(schemas.path("Event").path("oneOf")).hasSize(kinds.size());
        for (String kind : kinds) {
            JsonNode schema = schemas.path("Event." + kind);
            JsonNode example = schema.path("examples").path(0);
            assertThat(example.path("kind").asString("")).isEqualTo(kind);
            schema.path("required")
                    .forEach(field -> assertThat(example.has(field.asString()))
                            .as(kind + " " + field)
                            .isTrue());
            example.propertyNames()
                    .forEach(name -> assertThat(schema.path("properties").has(name))
                            .as(kind + " " + name)
                            .isTrue());
        }
    }

    @Test
    void itListsEveryCode() throws IOException {
        var listed = new ArrayList<String>();
        description()
                .path("components")
                .path("schemas")
                .path("Problem")
                .path("properties")
                .path("code")
                .path("enum")
                .forEach(code -> listed.add(code.asString()));

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::text)
                        .toList());
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode description = description();
        var references = new ArrayList<String>();
        collect(description, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) references.add(node.path("$ref").asString());
        node.forEach(child -> collect(child, references));
    }
}
