/** Who answers a message, and what an agent may say about it. */
@NullMarked
package carillon.core.routing;

import org.jspecify.annotations.NullMarked;
