/** Tests of starting, stopping and everything around it. */
@NullMarked
package carillon.app;

import org.jspecify.annotations.NullMarked;
