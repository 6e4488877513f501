/** In the place of what Axon's suites for MongoDB get their database from. */
@NullMarked
package org.axonframework.extensions.mongo.util;

import org.jspecify.annotations.NullMarked;
