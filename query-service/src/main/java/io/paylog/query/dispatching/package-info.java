/** The way of a query to its one handler. */
@NullMarked
package io.paylog.query.dispatching;

import org.jspecify.annotations.NullMarked;
