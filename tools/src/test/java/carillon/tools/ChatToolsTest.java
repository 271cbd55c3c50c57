package carillon.tools;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.id.WorldId;
import carillon.core.tool.ToolVerdict;
import carillon.core.world.ToolMode;
import carillon.engine.spi.ToolDescription;
import carillon.engine.spi.ToolPlace;
import carillon.engine.spi.ToolRequest;
import carillon.engine.spi.ToolResult;
import carillon.engine.spi.Toolbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatToolsTest {
    private final List<String> made = new ArrayList<>();

    @TempDir
    private Path top;

    private Toolbox toolbox;

    @BeforeEach
    void open() {
        toolbox = Tools.open(
                        top.resolve("data"),
                        top.resolve("skills"),
                        Map.of(),
                        () -> 7420,
                        (world, like, id, name, prompt) -> {
                            if (id.value().equals("ada")) throw new IllegalArgumentException("There is one already.");
                            made.add(world + " " + like + " " + id + " " + name + " " + prompt);
                        })
                .toolbox();
    }

    @Test
    void aQuestionIsForThePerson() throws Exception {
        assertThat(judge("ask_user", "{\"question\":\" Which? \",\"choices\":[\"a\",\"b\"],\"multiple\":true}"))
                .isEqualTo(new ToolVerdict.Asks("Which?", List.of("a", "b"), true, false));
        assertThat(judge("ask_user", "{\"question\":\"Why?\"}"))
                .isEqualTo(new ToolVerdict.Asks("Why?", List.of(), false, true));
        assertThat(judge("ask_user", "{\"question\":\"Which?\",\"choices\":[\"a\"],\"free\":true}"))
                .isEqualTo(new ToolVerdict.Asks("Which?", List.of("a"), false, true));
    }

    @Test
    void aMessageIsForOtherAgents() throws Exception {
        assertThat(judge("send_message", "{\"to\":[\"@bob\",\"eve\",\"bob\"],\"text\":\" Hi \"}"))
                .isEqualTo(new ToolVerdict.Says(List.of(new AgentId("bob"), new AgentId("eve")), "Hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ask_user {}",
                "ask_user {\"question\":\" \"}",
                "ask_user {\"question\":\"?\",\"choices\":[\"a\",\"a\"]}",
                "ask_user {\"question\":\"?\",\"choices\":[\" \"]}",
                "ask_user {\"question\":\"?\",\"choices\":[]}",
                "send_message {\"to\":[],\"text\":\"Hi\"}",
                "send_message {\"to\":[\"no such id!\"],\"text\":\"Hi\"}",
                "send_message {\"to\":[\"bob\"],\"text\":\" \"}",
                "create_agent {\"id\":\"No id\",\"name\":\"N\",\"system_prompt\":\"\"}",
                "create_agent {\"id\":\"n\",\"name\":\" \",\"system_prompt\":\"\"}"
            })
    void whatIsWrongIsSaid(String call) throws Exception {
        int space = call.indexOf(' ');
        ToolVerdict verdict = judge(call.substring(0, space), call.substring(space + 1));
        assertThat(verdict).isInstanceOf(ToolVerdict.Refused.class);
        assertThat(((ToolVerdict.Refused) verdict).reason()).isNotBlank();
    }

    @Test
    void anAgentIsMadeWhenAPersonAllowsIt() throws Exception {
        var request = new ToolRequest(
                new ToolCallId("t"), "create_agent", "{\"id\":\"bob\",\"name\":\"Bob\",\"system_prompt\":\"Build.\"}");
        var asks = (ToolVerdict.NeedsApproval) toolbox.judge(place(ToolMode.AUTO), request);
        assertThat(asks.summary()).isEqualTo("Add the agent @bob (Bob)");
        assertThat(asks.detail()).isEqualTo("Build.");
        assertThat(made).isEmpty();

        ToolResult result = toolbox.run(place(ToolMode.AUTO), request, asks.binding(), _ -> {});
        assertThat(result.failed()).isFalse();
        assertThat(made).containsExactly("w caller bob Bob Build.");
        assertThat(toolbox.judge(place(ToolMode.READ), request)).isInstanceOf(ToolVerdict.Refused.class);
        var taken = new ToolRequest(
                new ToolCallId("t"), "create_agent", "{\"id\":\"ada\",\"name\":\"A\",\"system_prompt\":\"\"}");
        var asksAgain = (ToolVerdict.NeedsApproval) toolbox.judge(place(ToolMode.ASK), taken);
        assertThat(toolbox.run(place(ToolMode.ASK), taken, asksAgain.binding(), _ -> {}))
                .isEqualTo(ToolResult.failure("There is one already."));
    }

    @Test
    void whoMayOnlyLookIsOfferedWhatLooks() throws Exception {
        assertThat(toolbox.offered(place(ToolMode.READ)))
                .extracting(ToolDescription::name)
                .contains("ask_user", "send_message", "read_file")
                .doesNotContain("create_agent", "write_file", "shell");
    }

    private ToolVerdict judge(String tool, String arguments) throws InterruptedException {
        return toolbox.judge(place(ToolMode.ASK), new ToolRequest(new ToolCallId("t"), tool, arguments));
    }

    private ToolPlace place(ToolMode mode) {
        return new ToolPlace(
                new ChatId("c"), "Chat", new WorldId("w"), new AgentId("caller"), mode, top.resolve("work"), "");
    }
}
