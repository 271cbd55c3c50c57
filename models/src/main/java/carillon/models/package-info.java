/** Speaks to models: providers over HTTP, and the scripted demo model. Only {@link carillon.models.Models} is public. */
@NullMarked
package carillon.models;

import org.jspecify.annotations.NullMarked;
