/** A cache in Redis that never goes back to an older value and that nothing depends on. */
@NullMarked
package io.paylog.query.caching;

import org.jspecify.annotations.NullMarked;
