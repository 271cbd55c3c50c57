/** What every tool is made of: its arguments, its plan, and how the two are bound. */
@NullMarked
package carillon.tools.call;

import org.jspecify.annotations.NullMarked;
