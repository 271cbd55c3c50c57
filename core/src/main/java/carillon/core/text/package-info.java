/** Texts as they may be cut. */
@NullMarked
package carillon.core.text;

import org.jspecify.annotations.NullMarked;
