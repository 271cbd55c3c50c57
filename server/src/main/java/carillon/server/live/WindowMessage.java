package carillon.server.live;

import carillon.core.id.ChatId;
import carillon.server.json.JsonIn;
import carillon.server.json.ProblemCode;
import carillon.server.json.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a window asks for in one message. */
record WindowMessage(List<Wanted> watch, List<ChatId> unwatch) {
    private static final int MAX_ID_CHARS = 64;

    /** One entry of {@code watch}. */
    sealed interface Wanted {
        record Chat(ChatId chat, Optional<String> id, long after) implements Wanted {}

        /** An entry that cannot be understood; the others count all the same. */
        record Refused(String chat, Optional<String> id, ProblemCode code) implements Wanted {}
    }

    /** @throws ProblemException if nothing of it can be understood */
    static WindowMessage parse(byte[] utf8) {
        JsonIn message = JsonIn.parse(utf8);
        List<JsonIn> watch = message.objects("watch");
        List<String> unwatch = message.texts("unwatch");
        if (watch.size() > LiveLimits.MAX_WATCHES_A_MESSAGE) {
            throw ProblemException.badRequest(
                    "One message watches at most " + LiveLimits.MAX_WATCHES_A_MESSAGE + " chats");
        }
        var left = new ArrayList<ChatId>();
        for (String chat : unwatch) chatId(chat).ifPresent(left::add);
        return new WindowMessage(watch.stream().map(WindowMessage::wanted).toList(), left);
    }

    private static Wanted wanted(JsonIn entry) {
        String chat = entry.text("chat").orElseThrow(() -> ProblemException.badRequest("\"chat\" is missing"));
        Optional<String> id = entry.text("id");
        if (id.isPresent() && id.get().length() > MAX_ID_CHARS) {
            throw ProblemException.badRequest("\"id\" is at most " + MAX_ID_CHARS + " characters");
        }
        Optional<ChatId> parsed = chatId(chat);
        if (parsed.isEmpty()) return new Wanted.Refused(chat, id, ProblemCode.CHAT_NOT_FOUND);
        OptionalLong after = entry.whole("after");
        if (after.orElse(0) < 0) return new Wanted.Refused(chat, id, ProblemCode.BAD_CURSOR);
        return new Wanted.Chat(parsed.get(), id, after.orElse(0));
    }

    private static Optional<ChatId> chatId(String text) {
        try {
            return Optional.of(ChatId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
