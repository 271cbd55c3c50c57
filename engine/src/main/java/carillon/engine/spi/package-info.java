/** What the engine needs from the world around it; implemented by storage, models and tools. */
@NullMarked
package carillon.engine.spi;

import org.jspecify.annotations.NullMarked;
