package carillon.storage;

import carillon.core.chat.ChatEvent.Recorded;
import carillon.core.chat.Fact;
import carillon.core.chat.Usage;
import carillon.core.id.WorldId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Adds up what the model calls of each world used. Used on one thread at a time. */
final class UsageStatements implements AutoCloseable {
    static final String ALL = """
            SELECT world_id, input_tokens, output_tokens, cached_input_tokens, cost_nano_usd, unpriced_calls
            FROM world_usage""";

    private static final String INSERT = """
            INSERT INTO world_usage (world_id, input_tokens, output_tokens, cached_input_tokens, cost_nano_usd,
                                     unpriced_calls)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (world_id) DO UPDATE SET
            """;
    private static final String ADD = INSERT + """
                input_tokens = input_tokens + excluded.input_tokens,
                output_tokens = output_tokens + excluded.output_tokens,
                cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens,
                cost_nano_usd = cost_nano_usd + excluded.cost_nano_usd,
                unpriced_calls = unpriced_calls + excluded.unpriced_calls""";
    private static final String RAISE = INSERT + """
                input_tokens = max(input_tokens, excluded.input_tokens),
                output_tokens = max(output_tokens, excluded.output_tokens),
                cached_input_tokens = max(cached_input_tokens, excluded.cached_input_tokens),
                cost_nano_usd = max(cost_nano_usd, excluded.cost_nano_usd),
                unpriced_calls = max(unpriced_calls, excluded.unpriced_calls)""";

    private final PreparedStatement add;
    private final PreparedStatement raise;

    UsageStatements(Connection connection) throws SQLException {
        add = connection.prepareStatement(ADD);
        raise = connection.prepareStatement(RAISE);
    }

    void project(WorldId world, Recorded event) throws SQLException {
        boolean used =
                event.fact() instanceof Fact.CallOver call && !call.usage().equals(Usage.NONE);
        if (used) run(add, world, ((Fact.CallOver) event.fact()).usage());
    }

    /** Counts at least this much, such as what chats used whose events are gone. */
    void raise(WorldId world, Usage counted) throws SQLException {
        run(raise, world, counted);
    }

    private static void run(PreparedStatement statement, WorldId world, Usage used) throws SQLException {
        statement.setString(1, world.value());
        statement.setLong(2, used.inputTokens());
        statement.setLong(3, used.outputTokens());
        statement.setLong(4, used.cachedInputTokens());
        statement.setLong(5, used.costNanoUsd());
        statement.setLong(6, used.unpricedCalls());
        statement.executeUpdate();
    }

    /** A row of {@code SELECT world_id, …}, in the order of the columns. */
    static Usage read(ResultSet row) throws SQLException {
        return new Usage(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    @Override
    public void close() throws SQLException {
        add.close();
        raise.close();
    }
}
