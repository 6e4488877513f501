package io.paylog.query.payments.listing;

import java.time.Instant;

/**
 * When a walk through a list began.
 *
 * @param view the documents that it goes through
 * @param position every event up to it was in the view
 * @param time from which ages are counted
 */
record Beginning(String view, long position, Instant time) {}
