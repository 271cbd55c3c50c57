/** Programs that tools start: found by name, run in a group of their own with a small environment, ended as a whole. */
@NullMarked
package carillon.tools.process;

import org.jspecify.annotations.NullMarked;
