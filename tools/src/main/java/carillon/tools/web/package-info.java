/** The web: one class decides about addresses, and pages come as Markdown. */
@NullMarked
package carillon.tools.web;

import org.jspecify.annotations.NullMarked;
