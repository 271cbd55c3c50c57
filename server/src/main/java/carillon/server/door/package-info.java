/** Who may come in: tokens, cookies, start codes, and where a request comes from. */
@NullMarked
package carillon.server.door;

import org.jspecify.annotations.NullMarked;
