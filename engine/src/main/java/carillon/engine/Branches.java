package carillon.engine;

import carillon.core.chat.Branch;
import carillon.core.chat.Message;
import carillon.core.chat.Sender;
import carillon.core.chat.Title;
import carillon.core.chat.Usage;
import carillon.core.id.ChatId;
import carillon.core.id.Ids;
import carillon.core.id.MessageId;
import carillon.engine.spi.StoredMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Copies a part of a chat, so that the copy shares no id with it. Notices of the chat itself stay behind. */
final class Branches {
    private Branches() {}

    static Branch of(ChatId from, Title title, List<StoredMessage> transcript, Ids ids) {
        var copies = new ArrayList<Message>();
        var places = new ArrayList<Long>();
        for (StoredMessage stored : transcript) {
            if (stored.message().sender() == Sender.SYSTEM) continue;
            copies.add(copy(stored.message(), places, ids));
            places.add(stored.seq().orElseThrow());
        }
        MessageId last = transcript.getLast().message().id();
        return new Branch(from, last, title, copies);
    }

    private static Message copy(Message message, List<Long> places, Ids ids) {
        Optional<Message.Origin> origin = message.origin()
                .map(made -> new Message.Origin(
                        made.agent(),
                        ids.reply(),
                        seen(made.asked(), places),
                        made.provider(),
                        made.model(),
                        Usage.NONE));
        return new Message(
                ids.message(),
                message.sender(),
                Optional.empty(),
                origin,
                message.to(),
                message.parts(),
                message.state(),
                message.reason());
    }

    /** How many of the messages copied so far had been said when a model was asked. */
    private static OptionalLong seen(OptionalLong asked, List<Long> places) {
        if (asked.isEmpty()) return asked;
        int found = Collections.binarySearch(places, asked.getAsLong());
        return OptionalLong.of(found >= 0 ? found + 1 : -(found + 1));
    }
}
