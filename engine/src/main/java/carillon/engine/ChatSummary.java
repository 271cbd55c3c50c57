package carillon.engine;

import carillon.core.chat.ChatState;
import carillon.core.chat.ChatStatus;
import carillon.core.chat.Title;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a list shows of a chat.
 *
 * @param newsSeq seq of the last fact that a person would want to see; unread when above {@code seenSeq}
 * @param queued  how many messages wait
 * @param version only grows over all chats, so of two summaries of a chat the one with the higher version is newer
 */
public record ChatSummary(
        ChatId chat,
        WorldId world,
        Title title,
        ChatStatus status,
        long lastSeq,
        long newsSeq,
        long seenSeq,
        int queued,
        Usage usage,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> deletedAt,
        long version) {
    static ChatSummary of(ChatId chat, ChatState state, ChatStatus status, ChatTimes times, long version) {
        return new ChatSummary(
                chat,
                state.world().orElseThrow(),
                state.title(),
                status,
                state.seq(),
                state.newsSeq(),
                times.seenSeq(),
                state.queue().size(),
                state.usage(),
                times.createdAt(),
                times.updatedAt(),
                times.deletedAt(),
                version);
    }

    boolean sameAs(ChatSummary other) {
        return equals(other.at(version));
    }

    ChatSummary at(long newVersion) {
        return new ChatSummary(
                chat,
                world,
                title,
                status,
                lastSeq,
                newsSeq,
                seenSeq,
                queued,
                usage,
                createdAt,
                updatedAt,
                deletedAt,
                newVersion);
    }
}
