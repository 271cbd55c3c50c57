package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.Ids;
import carillon.core.world.World;
import java.util.function.Function;

/**
 * What a decision may know beside the chat's own state.
 *
 * @param world the newest settings; a turn that starts now runs with them
 * @param said  what an open model call has streamed so far
 */
public record Context(World world, Ids ids, Function<CallId, Said> said) {}
