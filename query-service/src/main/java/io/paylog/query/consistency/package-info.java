/** How new an answer is, and how new the caller needs it to be. */
@NullMarked
package io.paylog.query.consistency;

import org.jspecify.annotations.NullMarked;
