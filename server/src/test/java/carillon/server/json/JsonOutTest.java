package carillon.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonOutTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static JsonNode read(JsonOut out) {
        return MAPPER.readTree(out.bytes());
    }

    @Test
    void anyTextComesBackAsItWas() {
        var random = new Random(42);
        var out = new JsonOut();
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(50); i > 0; i--) {
                int kind = random.nextInt(6);
                if (kind == 0) text.append((char) random.nextInt(32));
                else if (kind == 1) text.appendCodePoint(0x10000 + random.nextInt(0xFFFFF));
                else if (kind == 2) text.append((char) (0x80 + random.nextInt(0xD000)));
                else if (kind == 3) text.append("\"\\/\u007f");
                else text.append((char) (' ' + random.nextInt(95)));
            }
            out.clear();
            out.begin().field("t", text.toString()).field("n", round).end();

            assertThat(read(out).path("t").asString()).isEqualTo(text.toString());
            assertThat(read(out).path("n").asInt()).isEqualTo(round);
        }
    }

    @Test
    void halfAPairKeepsItsPlace() {
        var out = new JsonOut();
        out.begin().field("t", "a\uD83Db\uDE00c\uD83D").end();

        assertThat(read(out).path("t").asString()).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    }

    @Test
    void listsObjectsAndNumbersAreSeparated() {
        var out = new JsonOut();
        out.begin()
                .key("l")
                .beginList()
                .value(1)
                .value("b")
                .begin()
                .end()
                .beginList()
                .endList()
                .endList();
        out.field("f", true).nothing("z").key("d").value(0.25).key("e").value(2.0);
        out.field("m", Long.MIN_VALUE).name("q\"k").value("v").end();

        assertThat(out.toString())
                .isEqualTo("{\"l\":[1,\"b\",{},[]],\"f\":true,\"z\":null,\"d\":0.25,\"e\":2,\"m\":-9223372036854775808,"
                        + "\"q\\\"k\":\"v\"}");
    }
}
