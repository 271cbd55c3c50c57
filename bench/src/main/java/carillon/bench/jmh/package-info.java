/** The hot paths alone, under JMH. */
@NullMarked
package carillon.bench.jmh;

import org.jspecify.annotations.NullMarked;
