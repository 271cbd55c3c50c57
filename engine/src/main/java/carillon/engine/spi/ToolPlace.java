package carillon.engine.spi;

import carillon.core.id.AgentId;
import carillon.core.id.ChatId;
import carillon.core.id.WorldId;
import carillon.core.world.ToolMode;
import java.nio.file.Path;

/**
 * Where a tool is called: by whom, and with what it may touch.
 *
 * @param chatTitle  what people call the chat; other chats are shown it when both change the same file
 * @param workspace  the world's folder, absolute
 * @param mcpServers the world's MCP servers as JSON; empty for none
 */
public record ToolPlace(
        ChatId chat,
        String chatTitle,
        WorldId world,
        AgentId agent,
        ToolMode mode,
        Path workspace,
        String mcpServers) {}
