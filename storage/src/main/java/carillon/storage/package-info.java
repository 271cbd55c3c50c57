/** Keeps chats and worlds in one SQLite file. {@link carillon.storage.SqliteStore} is the way in. */
@NullMarked
package carillon.storage;

import org.jspecify.annotations.NullMarked;
