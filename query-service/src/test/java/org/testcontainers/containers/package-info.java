/** In the place of Testcontainers, which Axon's suites for MongoDB are wired to. */
@NullMarked
package org.testcontainers.containers;

import org.jspecify.annotations.NullMarked;
