/** Skills: texts that tell an agent how something is done. Nothing in them runs by being loaded. */
@NullMarked
package carillon.tools.skills;

import org.jspecify.annotations.NullMarked;
