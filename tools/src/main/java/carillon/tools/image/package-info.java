/** Images that tools give, known by their bytes alone. */
@NullMarked
package carillon.tools.image;

import org.jspecify.annotations.NullMarked;
