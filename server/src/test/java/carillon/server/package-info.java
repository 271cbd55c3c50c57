@NullMarked
package carillon.server;

import org.jspecify.annotations.NullMarked;
