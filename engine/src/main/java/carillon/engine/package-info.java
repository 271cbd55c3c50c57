/** Live owners of chats, their feeds, and what they start. */
@NullMarked
package carillon.engine;

import org.jspecify.annotations.NullMarked;
