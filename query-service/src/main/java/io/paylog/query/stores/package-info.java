/** Connections to MongoDB, to the log in it, and to Redis. */
@NullMarked
package io.paylog.query.stores;

import org.jspecify.annotations.NullMarked;
