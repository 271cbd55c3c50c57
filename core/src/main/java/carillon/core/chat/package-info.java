/** What happens in one chat: facts, the state they add up to, and the rules that decide which facts follow a command. No I/O, no clock, no threads. */
@NullMarked
package carillon.core.chat;

import org.jspecify.annotations.NullMarked;
