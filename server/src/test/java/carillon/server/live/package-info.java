@NullMarked
package carillon.server.live;

import org.jspecify.annotations.NullMarked;
