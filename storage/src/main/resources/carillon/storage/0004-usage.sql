-- What the model calls of a world used, in all its chats, also those that were purged since.
CREATE TABLE world_usage (
    world_id            TEXT    PRIMARY KEY NOT NULL,
    input_tokens        INTEGER NOT NULL,
    output_tokens       INTEGER NOT NULL,
    cached_input_tokens INTEGER NOT NULL,
    cost_nano_usd       INTEGER NOT NULL,
    unpriced_calls      INTEGER NOT NULL
) WITHOUT ROWID;

-- Calls from before had no price.
INSERT INTO world_usage (world_id, input_tokens, output_tokens, cached_input_tokens, cost_nano_usd, unpriced_calls)
SELECT world_id, sum(input), sum(output), sum(cached), 0, sum(input + output + cached > 0)
FROM (
    SELECT c.world_id AS world_id,
           coalesce(json_extract(e.body, '$.usage.inputTokens'), 0) AS input,
           coalesce(json_extract(e.body, '$.usage.outputTokens'), 0) AS output,
           coalesce(json_extract(e.body, '$.usage.cachedInputTokens'), 0) AS cached
    FROM event e JOIN chat c ON c.chat_id = e.chat_id
    WHERE e.kind = 'model-call-ended' AND json_valid(e.body)
)
GROUP BY world_id;
