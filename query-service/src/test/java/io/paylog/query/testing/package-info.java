/** What several tests share: events, a log in memory, a Redis to stop and start. */
@NullMarked
package io.paylog.query.testing;

import org.jspecify.annotations.NullMarked;
