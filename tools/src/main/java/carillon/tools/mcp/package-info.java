/** Tools of MCP servers: started from a person's settings, shared by the chats that name the same one, ended unused. */
@NullMarked
package carillon.tools.mcp;

import org.jspecify.annotations.NullMarked;
