/** The services as separate processes, spoken to over HTTP only. */
@NullMarked
package io.paylog.endtoend;

import org.jspecify.annotations.NullMarked;
