package carillon.engine;

import carillon.engine.spi.ChatIndex.ChatCursor;
import java.util.List;
import java.util.Optional;

/** A page of a world's chats, last activity first. */
public record ChatPage(List<ChatSummary> chats, Optional<ChatCursor> next) {}
