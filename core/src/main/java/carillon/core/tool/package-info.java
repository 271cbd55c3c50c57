/** What agents may do, and what a person is asked about first. */
@NullMarked
package carillon.core.tool;

import org.jspecify.annotations.NullMarked;
