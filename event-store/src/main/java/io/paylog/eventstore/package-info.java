/** An append-only event log on MongoDB, and Axon Framework's views of it: storage engine, message source, snapshots. */
@NullMarked
package io.paylog.eventstore;

import org.jspecify.annotations.NullMarked;
