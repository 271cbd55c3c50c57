/** Commands: what may run without being asked about, and how it runs. */
@NullMarked
package carillon.tools.shell;

import org.jspecify.annotations.NullMarked;
