/** Loads the whole program, as a process of its own, with scripted models and readers that check every token. */
@NullMarked
package carillon.bench;

import org.jspecify.annotations.NullMarked;
