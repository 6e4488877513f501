/** Connections to MongoDB: to the log in it, and to the views with the concerns that they rest on. */
@NullMarked
package io.paylog.query.stores;

import org.jspecify.annotations.NullMarked;
