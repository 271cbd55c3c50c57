/** What a model is shown, made from one chat's own messages. */
@NullMarked
package carillon.core.prompt;

import org.jspecify.annotations.NullMarked;
