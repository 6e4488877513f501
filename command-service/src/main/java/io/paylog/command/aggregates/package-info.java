/** How aggregates are kept between commands: the cache, the locks and the snapshots. */
@NullMarked
package io.paylog.command.aggregates;

import org.jspecify.annotations.NullMarked;
