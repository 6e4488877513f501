/** A MongoDB and a Redis on this machine: the first kind that works, described honestly. */
@NullMarked
package io.paylog.localstores;

import org.jspecify.annotations.NullMarked;
