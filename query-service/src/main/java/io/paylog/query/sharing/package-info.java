/** Nodes that share work know of one another, and how much of it each takes. */
@NullMarked
package io.paylog.query.sharing;

import org.jspecify.annotations.NullMarked;
