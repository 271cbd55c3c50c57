@NullMarked
package carillon.server.json;

import org.jspecify.annotations.NullMarked;
