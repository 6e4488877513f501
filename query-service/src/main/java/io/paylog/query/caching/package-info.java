/** Caches, in memory over Redis, that never go back to an older value and that nothing depends on. */
@NullMarked
package io.paylog.query.caching;

import org.jspecify.annotations.NullMarked;
