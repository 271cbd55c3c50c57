package carillon.tools;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.tool.ToolVerdict;
import carillon.core.world.ToolMode;
import carillon.engine.spi.SkillLine;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ToolboxTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path top;

    private Path workspace;
    private Toolbox toolbox;

    @BeforeEach
    void open() throws IOException {
        workspace = Files.createDirectory(top.resolve("ws"));
        Files.writeString(workspace.resolve("a.txt"), "hello\n");
        toolbox = Tools.open(
                        top.resolve("data"),
                        top.resolve("skills"),
                        Map.of("PATH", System.getenv("PATH")),
                        () -> 7420,
                        Place.NO_AGENTS)
                .toolbox();
    }

    private Place in(ToolMode mode) {
        return Place.of(toolbox, "one", mode, workspace);
    }

    @Test
    void whereNothingMayChangeNothingThatChangesIsOffered() throws Exception {
        assertThat(toolbox.offered(in(ToolMode.READ).place()))
                .extracting(ToolDescription::name)
                .containsExactly(
                        "read_file", "list_files", "grep", "web_fetch", "ask_user", "send_message", "load_skill");
        assertThat(toolbox.offered(in(ToolMode.ASK).place()))
                .extracting(ToolDescription::name)
                .containsExactly(
                        "read_file",
                        "list_files",
                        "grep",
                        "write_file",
                        "edit_file",
                        "shell",
                        "web_fetch",
                        "ask_user",
                        "send_message",
                        "create_agent",
                        "load_skill");
        for (ToolDescription tool : toolbox.offered(in(ToolMode.AUTO).place())) {
            JsonNode schema = JSON.readTree(tool.inputSchema());
            assertThat(schema.get("type").stringValue()).isEqualTo("object");
            assertThat(schema.get("properties").propertyNames()).isNotEmpty();
            assertThat(tool.description()).isNotBlank();
        }
    }

    @Test
    void theModeSaysWhatACallNeeds() throws Exception {
        Map<String, ?> write = Map.of("path", "new.txt", "content", "x");
        Map<String, ?> destroy = Map.of("argv", List.of("rm", "-rf", "/"));

        assertThat(in(ToolMode.READ).judge("write_file", write)).isInstanceOf(ToolVerdict.Refused.class);
        assertThat(in(ToolMode.ASK).judge("write_file", write)).isInstanceOf(ToolVerdict.NeedsApproval.class);
        assertThat(in(ToolMode.AUTO).judge("write_file", write)).isInstanceOf(ToolVerdict.Allowed.class);
        assertThat(in(ToolMode.AUTO).judge("shell", destroy)).isInstanceOf(ToolVerdict.Refused.class);
        assertThat(in(ToolMode.AUTO).judge("shell", Map.of("argv", List.of("npm", "-v"))))
                .isInstanceOf(ToolVerdict.NeedsApproval.class);
        assertThat(in(ToolMode.READ).judge("shell", Map.of("argv", List.of("ls"))))
                .isInstanceOf(ToolVerdict.Refused.class);
        assertThat(((ToolVerdict.NeedsApproval) in(ToolMode.ASK).judge("shell", destroy)).summary())
                .startsWith("This destroys data");
    }

    @Test
    void aCallRunsOnlyAsItWasAllowed() throws Exception {
        Place asking = in(ToolMode.ASK);
        ToolRequest request = Place.request("write_file", "{\"path\":\"new.txt\",\"content\":\"x\"}");
        ToolRequest oneByteMore = Place.request("write_file", "{\"path\":\"new.txt\",\"content\":\"x\" }");
        var asked = (ToolVerdict.NeedsApproval) toolbox.judge(asking.place(), request);
        Path elsewhere = Files.createDirectory(top.resolve("ws2"));
        ToolPlace moved = Place.of(toolbox, "one", ToolMode.ASK, elsewhere).place();

        ToolResult other = toolbox.run(asking.place(), oneByteMore, asked.binding(), _ -> {});
        ToolResult otherFolder = toolbox.run(moved, request, asked.binding(), _ -> {});
        ToolResult forged = toolbox.run(asking.place(), request, "", _ -> {});
        ToolResult refusedByNow = toolbox.run(in(ToolMode.READ).place(), request, asked.binding(), _ -> {});

        assertThat(List.of(other, otherFolder, forged, refusedByNow)).allMatch(ToolResult::failed);
        assertThat(workspace.resolve("new.txt")).doesNotExist();
        assertThat(elsewhere.resolve("new.txt")).doesNotExist();
        assertThat(toolbox.run(asking.place(), request, asked.binding(), _ -> {})
                        .failed())
                .isFalse();
        assertThat(workspace.resolve("new.txt")).hasContent("x");
    }

    @Test
    void whatWasHarmlessAndIsNotByNowDoesNotRunUnasked() throws Exception {
        Place auto = in(ToolMode.AUTO);
        ToolRequest request = Place.request("shell", Map.of("argv", List.of("cat", "a.txt")));
        var allowed = (ToolVerdict.Allowed) toolbox.judge(auto.place(), request);
        Path secret = Files.writeString(top.resolve("secret.txt"), "secret");
        Files.delete(workspace.resolve("a.txt"));
        Files.createSymbolicLink(workspace.resolve("a.txt"), secret);

        ToolResult result = toolbox.run(auto.place(), request, allowed.binding(), _ -> {});

        assertThat(result.failed()).isTrue();
        assertThat(result.text()).contains("Nothing was done").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "read_file | not json                              | not valid JSON",
                "read_file | [1]                                   | no JSON object",
                "read_file | {\"path\":\"a.txt\"} {}               | not valid JSON",
                "read_file | {\"path\":\"a.txt\",\"path\":\"b\"}   | not valid JSON",
                "read_file | {}                                    | 'path' is missing",
                "read_file | {\"path\":null}                       | 'path' is missing",
                "read_file | {\"path\":7}                          | must be a text",
                "read_file | {\"path\":\"a.txt\",\"offset\":0}     | from 1 to",
                "read_file | {\"path\":\"a.txt\",\"offset\":1.5}   | a whole number",
                "read_file | {\"path\":\"a.txt\",\"limit\":99999}  | from 1 to 2000",
                "read_file | {\"path\":\"a.txt\",\"lines\":3}      | no argument \"lines\"",
                "grep      | {\"pattern\":\"a\",\"ignore_case\":1} | true or false",
                "shell     | {}                                    | either argv or command",
                "shell     | {\"argv\":[\"ls\"],\"command\":\"ls\"} | either argv or command",
                "shell     | {\"argv\":[]}                         | from 1 to",
                "shell     | {\"argv\":[1]}                        | a list of texts",
                "shell     | {\"argv\":[\"ls\",\"\\u0000\"]}       | NUL",
                "web_fetch | {\"url\":\"file:///etc/passwd\"}      | Only http",
                "load_skill| {\"id\":\"none\"}                     | no skill",
                "rm_all    | {}                                    | no tool"
            })
    void badArgumentsComeBackWithWhatWasWrong(String tool, String json, String said) throws Exception {
        ToolResult result = in(ToolMode.AUTO).call(Place.request(tool, json));

        assertThat(result.failed()).isTrue();
        assertThat(result.text()).contains(said);
    }

    @Test
    void deepOrHugeArgumentsAreRefused() throws Exception {
        assertThat(in(ToolMode.AUTO)
                        .call(Place.request("read_file", "[".repeat(100_000)))
                        .text())
                .contains("not valid JSON")
                .hasSizeLessThan(2_000);
        assertThat(in(ToolMode.AUTO)
                        .call(Place.request("read_file", "{\"path\":\"" + "a".repeat(5_000_000) + "\"}"))
                        .text())
                .contains("not valid JSON");
    }

    @Test
    void aWorkspaceThatIsNotThereIsSaid() throws Exception {
        Place nowhere = Place.of(toolbox, "one", ToolMode.AUTO, top.resolve("none"));

        assertThat(nowhere.call("list_files", Map.of()).text()).contains("does not exist");
        assertThat(nowhere.call("shell", Map.of("argv", List.of("ls"))).text()).contains("does not exist");
        assertThat(toolbox.skills(nowhere.place())).isEmpty();
    }

    @Test
    void theNearerSkillWinsAndItsTextIsGiven() throws Exception {
        skill(top.resolve("skills/tidy"), "Tidy", "the person's own");
        skill(workspace.resolve(".carillon/skills/tidy"), "Tidy", "of the world");
        skill(workspace.resolve(".agents/skills/tidy"), "Tidy", "of the project");
        skill(top.resolve("skills/plan"), "Plan", "\"how to plan\"");
        skill(workspace.resolve(".agents/skills/long"), "Long", ">-\n  over several\n\n  lines");
        skill(workspace.resolve(".agents/skills/.hidden"), "Hidden", "not shown");
        Files.createDirectories(workspace.resolve(".agents/skills/broken"));
        Files.writeString(workspace.resolve(".agents/skills/broken/SKILL.md"), "no front matter");
        Path outside = top.resolve("outside");
        skill(outside, "Outside", "through a link");
        Files.createSymbolicLink(workspace.resolve(".agents/skills/linked"), outside);

        assertThat(toolbox.skills(in(ToolMode.READ).place()))
                .containsExactly(
                        new SkillLine("long", "over several lines"),
                        new SkillLine("plan", "how to plan"),
                        new SkillLine("tidy", "of the project"));
        assertThat(in(ToolMode.READ).call("load_skill", Map.of("id", "tidy")).text())
                .isEqualTo("# Tidy\n\nDo of the project.");
    }

    @Test
    void aWorkspaceThatCannotBeUsedHidesNoSkillOfThePerson() throws Exception {
        skill(top.resolve("skills/plan"), "Plan", "how to plan");
        Path data = top.resolve("data");
        skill(data.resolve(".agents/skills/own"), "Own", "of the program");

        for (Path unusable : List.of(top.resolve("none"), data)) {
            ToolPlace place = Place.of(toolbox, "one", ToolMode.AUTO, unusable).place();
            assertThat(toolbox.skills(place)).containsExactly(new SkillLine("plan", "how to plan"));
        }
    }

    private static void skill(Path folder, String name, String description) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("SKILL.md"),
                "---\nname: " + name + "\ndescription: " + description + "\n---\n\nDo " + description + ".\n");
    }
}
