/** Worlds and agents as immutable, numbered versions. */
@NullMarked
package carillon.core.world;

import org.jspecify.annotations.NullMarked;
