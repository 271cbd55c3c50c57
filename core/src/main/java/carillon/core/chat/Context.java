package carillon.core.chat;

import carillon.core.id.CallId;
import carillon.core.id.Ids;
import carillon.core.world.World;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * What a decision may know beside the chat's own state.
 *
 * @param world    the newest settings, asked for when a turn starts; it runs with them
 * @param settings the settings of a version, asked for while a turn runs
 * @param spent    what all chats of the world have used so far
 * @param said     what an open model call has streamed so far
 */
public record Context(
        Supplier<World> world,
        LongFunction<World> settings,
        Supplier<Usage> spent,
        Ids ids,
        Function<CallId, Said> said) {}
