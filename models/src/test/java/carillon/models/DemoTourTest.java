package carillon.models;

import static org.assertj.core.api.Assertions.assertThat;

import carillon.core.chat.Part;
import carillon.core.id.ChatId;
import carillon.core.id.ToolCallId;
import carillon.core.prompt.Prompt;
import carillon.core.prompt.PromptMessage;
import carillon.core.prompt.PromptMessage.Role;
import carillon.core.tool.ToolOutcome;
import carillon.core.tool.ToolReturn;
import carillon.core.world.ModelChoice;
import carillon.engine.spi.ModelRequest;
import carillon.engine.spi.ToolDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTourTest {
    private final List<PromptMessage> conversation = new ArrayList<>();
    private final DemoModel model = new DemoModel(_ -> {});

    @Test
    void theTourGoesOnByWhatTheConversationShows() throws Exception {
        conversation.add(new PromptMessage(Role.USER, "Show me the tour"));

        assertThat(takeStep(ToolOutcome.RETURNED)).containsExactly("list_files");
        assertThat(takeStep(ToolOutcome.DENIED)).containsExactly("write_file");
        assertThat(takeStep(ToolOutcome.FAILED)).containsExactly("read_file", "shell");
        assertThat(takeStep(ToolOutcome.RETURNED)).containsExactly("ask_user");
        assertThat(takeStep(ToolOutcome.RETURNED)).isEmpty();
        assertThat(conversation.getLast().text())
                .contains("| `write_file` | a person did not allow it |")
                .contains("| `ask_user` | you said “came of it” |");
    }

    @Test
    void theArgumentsAreWrittenPieceByPiece() throws Exception {
        conversation.add(new PromptMessage(Role.USER, "tour"));
        takeStep(ToolOutcome.RETURNED);
        takeStep(ToolOutcome.RETURNED);

        Heard heard = asked("list_files", "write_file", "read_file", "shell");
        var written = new StringBuilder();
        for (String piece : heard.argumentPieces) written.append(piece.replaceFirst("asking|\\d \\w+ ", ""));
        assertThat(heard.argumentPieces.size()).isGreaterThan(6);
        assertThat(heard.argumentPieces.get(1)).startsWith("0 read_file ");
        assertThat(heard.argumentPieces.getLast()).startsWith("1 shell ");
        assertThat(heard.toolCalls.stream().map(call -> call.replaceFirst("\\w+ ", "")))
                .hasSize(2)
                .satisfies(calls -> assertThat(String.join("", calls)).isEqualTo(written.toString()));
    }

    @Test
    void whatIsNotOfferedIsLeftOut() throws Exception {
        conversation.add(new PromptMessage(Role.USER, "a tour, please"));

        assertThat(asked("read_file", "ask_user").toolCalls)
                .singleElement()
                .asString()
                .startsWith("read_file ");
        assertThat(asked().toolCalls).isEmpty();
    }

    @Test
    void otherTalkAsksForNoTools() throws Exception {
        conversation.add(new PromptMessage(Role.USER, "tour"));
        conversation.add(new PromptMessage(Role.ASSISTANT, "That was it."));
        conversation.add(new PromptMessage(Role.USER, "Thanks"));

        assertThat(asked("list_files").toolCalls).isEmpty();
    }

    @Test
    void aTitleOfATourIsNoTour() throws Exception {
        conversation.add(new PromptMessage(Role.USER, Prompt.TITLE_REQUEST + " for this:\nthe tour please"));

        Heard heard = asked("list_files");
        assertThat(heard.toolCalls).isEmpty();
        assertThat(heard.text()).doesNotContain("tools");
    }

    /** One step of the tour with every tool, whose calls all come to the same. */
    private List<String> takeStep(ToolOutcome outcome) throws Exception {
        Heard heard = asked("list_files", "write_file", "read_file", "shell", "ask_user");
        var calls = new ArrayList<Part.ToolCall>();
        for (String call : heard.toolCalls) {
            int space = call.indexOf(' ');
            calls.add(new Part.ToolCall(
                    new ToolCallId("t" + calls.size()),
                    call.substring(0, space),
                    call.substring(space + 1),
                    Optional.of(ToolReturn.without(outcome, "came of it"))));
        }
        conversation.add(new PromptMessage(Role.ASSISTANT, heard.text(), calls));
        return calls.stream().map(Part.ToolCall::tool).toList();
    }

    private Heard asked(String... tools) throws Exception {
        var heard = new Heard();
        var request = new ModelRequest(
                new ChatId("c"),
                new ModelChoice(Trials.DEMO, DemoModel.NAME, Optional.empty()),
                conversation,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Stream.of(tools)
                        .map(name -> new ToolDescription(name, "", "{}"))
                        .toList());
        var _ = model.ask(request, heard);
        return heard;
    }
}
