/** Runs projections: folds batches of events into documents, each event once, and knows how far it is. */
@NullMarked
package io.paylog.query.projecting;

import org.jspecify.annotations.NullMarked;
