package carillon.engine;

import carillon.engine.spi.StoredChat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a chat's row says beside its state. */
record ChatTimes(Instant createdAt, Instant updatedAt, Optional<Instant> deletedAt, long seenSeq) {
    static ChatTimes born(Instant at) {
        Instant stored = at.truncatedTo(ChronoUnit.MILLIS);
        return new ChatTimes(stored, stored, Optional.empty(), 0);
    }

    ChatTimes updated(Instant at) {
        return new ChatTimes(createdAt, at, deletedAt, seenSeq);
    }

    ChatTimes deleted(Optional<Instant> at) {
        return new ChatTimes(createdAt, updatedAt, at, seenSeq);
    }

    ChatTimes seen(long seq) {
        return new ChatTimes(createdAt, updatedAt, deletedAt, seq);
    }

    static ChatTimes of(StoredChat stored) {
        return new ChatTimes(stored.createdAt(), stored.updatedAt(), stored.deletedAt(), stored.seenSeq());
    }
}
