/** Starts and stops Carillon: the command line, the data folder, and the choice of every implementation. */
@NullMarked
package carillon.app;

import org.jspecify.annotations.NullMarked;
