/** Tools that act in the chat they are called in, and in nothing else but its world's agents. */
@NullMarked
package carillon.tools.chat;

import org.jspecify.annotations.NullMarked;
