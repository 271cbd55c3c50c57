/** Files of a workspace: one class decides about paths, and the tools that look at and change files ask it. */
@NullMarked
package carillon.tools.files;

import org.jspecify.annotations.NullMarked;
