/** The shapes of what goes over the wire, written and read by hand. */
@NullMarked
package carillon.server.json;

import org.jspecify.annotations.NullMarked;
