/** The tools of agents. Only {@link carillon.tools.Tools} is for others; it wires the packages below. */
@NullMarked
package carillon.tools;

import org.jspecify.annotations.NullMarked;
