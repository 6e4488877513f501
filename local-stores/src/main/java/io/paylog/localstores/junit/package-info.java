/** The stores for JUnit: one set for each JVM, and a condition for what only a replica set can answer. */
@NullMarked
package io.paylog.localstores.junit;

import org.jspecify.annotations.NullMarked;
