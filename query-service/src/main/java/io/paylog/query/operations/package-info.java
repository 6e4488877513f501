/** What operators see of the projections: positions, lag, health. */
@NullMarked
package io.paylog.query.operations;

import org.jspecify.annotations.NullMarked;
