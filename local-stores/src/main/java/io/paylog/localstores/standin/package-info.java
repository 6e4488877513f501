/** An in-JVM server that speaks MongoDB's protocol: durable and indexed, without replication or transactions. */
@NullMarked
package io.paylog.localstores.standin;

import org.jspecify.annotations.NullMarked;
