/** Ids as types: one checked value each, parsed at an edge or made at birth. */
@NullMarked
package carillon.core.id;

import org.jspecify.annotations.NullMarked;
