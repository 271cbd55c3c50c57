/** Streams of events to windows and programs: server-sent events and the WebSocket. */
@NullMarked
package carillon.server.live;

import org.jspecify.annotations.NullMarked;
