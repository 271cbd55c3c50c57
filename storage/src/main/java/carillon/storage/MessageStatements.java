package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.Fact;
import carillon.core.id.MessageId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** What an event changes in the transcript and the open texts. Used on one thread at a time. */
final class MessageStatements implements AutoCloseable {
    private static final String ADMIT_MESSAGE =
            "INSERT INTO message (chat_id, message_id, admitted_seq, seq) VALUES (?, ?, ?, ?)";
    private static final String PLACE_MESSAGE =
            "UPDATE message SET seq = ? WHERE chat_id = ? AND message_id = ? AND seq IS NULL";
    private static final String WITHDRAW_MESSAGE =
            "UPDATE message SET withdrawn = 1 WHERE chat_id = ? AND message_id = ?";
    private static final String EDIT_MESSAGE = "UPDATE message SET edited_seq = ? WHERE chat_id = ? AND message_id = ?";
    private static final String REWIND = """
            UPDATE message SET rewound = ?1 WHERE chat_id = ?2 AND seq >= ?3 AND seq < ?1 AND rewound IS NULL""";
    private static final String RESTORE = "UPDATE message SET rewound = NULL WHERE chat_id = ? AND rewound = ?";
    private static final String RESULT = "INSERT INTO tool_result (seq, chat_id, message_id) VALUES (?, ?, ?)";
    private static final String CLOSE_TEXT = "DELETE FROM open_text WHERE chat_id = ? AND message_id = ?";

    private final PreparedStatement admitMessage;
    private final PreparedStatement placeMessage;
    private final PreparedStatement withdrawMessage;
    private final PreparedStatement editMessage;
    private final PreparedStatement rewind;
    private final PreparedStatement restore;
    private final PreparedStatement result;
    private final PreparedStatement closeText;

    MessageStatements(Connection connection) throws SQLException {
        admitMessage = connection.prepareStatement(ADMIT_MESSAGE);
        placeMessage = connection.prepareStatement(PLACE_MESSAGE);
        withdrawMessage = connection.prepareStatement(WITHDRAW_MESSAGE);
        editMessage = connection.prepareStatement(EDIT_MESSAGE);
        rewind = connection.prepareStatement(REWIND);
        restore = connection.prepareStatement(RESTORE);
        result = connection.prepareStatement(RESULT);
        closeText = connection.prepareStatement(CLOSE_TEXT);
    }

    void project(Recorded event) throws SQLException {
        switch (event.fact()) {
            case Fact.MessageAdmitted admitted -> admit(event, admitted.message(), false);
            case Fact.MessageDelivered delivered -> place(placeMessage, event, delivered.message());
            case Fact.MessageFailed failed -> place(placeMessage, event, failed.message());
            case Fact.MessageEdited edited -> {
                if (edited.text().isPresent()) place(editMessage, event, edited.message());
            }
            case Fact.HistoryRewound rewinding -> {
                rewind.setLong(1, event.seq());
                rewind.setString(2, event.chat().value());
                rewind.setLong(3, rewinding.from());
                rewind.executeUpdate();
            }
            case Fact.HistoryRestored restored -> {
                restore.setString(1, event.chat().value());
                restore.setLong(2, restored.rewound());
                restore.executeUpdate();
            }
            case Fact.MessageWithdrawn withdrawn -> change(withdrawMessage, event, withdrawn.message());
            case Fact.MessagePosted posted -> {
                admit(event, posted.message().id(), true);
                change(closeText, event, posted.message().id());
            }
            case Fact.HistoryCompacted compacted -> admit(event, compacted.message(), true);
            case Fact.NoticePosted posted -> admit(event, posted.message(), true);
            case Fact.ToolEnded ended -> place(result, event, ended.message());
            case Fact.ModelCallEnded ended -> change(closeText, event, ended.message());
            case Fact.ChatCreated _,
                    Fact.TitleChanged _,
                    Fact.TitleCallEnded _,
                    Fact.TurnStarted _,
                    Fact.ReplyStarted _,
                    Fact.ModelCallStarted _,
                    Fact.QuestionAsked _,
                    Fact.QuestionAnswered _,
                    Fact.BudgetRaised _,
                    Fact.ToolsChanged _,
                    Fact.ToolRequested _,
                    Fact.ApprovalRequested _,
                    Fact.ApprovalAnswered _,
                    Fact.ToolStarted _,
                    Fact.ReplyEnded _,
                    Fact.ReplyLimited _,
                    Fact.TurnEnded _,
                    Fact.QueuePaused _,
                    Fact.QueueResumed _,
                    Fact.ChatBranched _,
                    Fact.ChatDeleted _,
                    Fact.ChatRestored _ -> {}
        }
    }

    private void admit(Recorded event, MessageId message, boolean placed) throws SQLException {
        admitMessage.setString(1, event.chat().value());
        admitMessage.setString(2, message.value());
        admitMessage.setLong(3, event.seq());
        if (placed) admitMessage.setLong(4, event.seq());
        else admitMessage.setNull(4, Types.INTEGER);
        admitMessage.executeUpdate();
    }

    private static void place(PreparedStatement statement, Recorded event, MessageId message) throws SQLException {
        statement.setLong(1, event.seq());
        statement.setString(2, event.chat().value());
        statement.setString(3, message.value());
        statement.executeUpdate();
    }

    private static void change(PreparedStatement statement, Recorded event, MessageId message) throws SQLException {
        statement.setString(1, event.chat().value());
        statement.setString(2, message.value());
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement each :
                List.of(admitMessage, placeMessage, withdrawMessage, editMessage, rewind, restore, result, closeText))
            each.close();
    }
}
