/** HTTP, WebSocket and JSON in front of the engine; no rules of its own. */
@NullMarked
package carillon.server;

import org.jspecify.annotations.NullMarked;
