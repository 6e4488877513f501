package io.paylog.query.payments.listing;

import java.time.Instant;

/**
 * When a walk through a list began. Positions are those of the log, so it can go on in whichever documents are as new.
 *
 * @param position every event up to it was in the view
 * @param time from which ages are counted
 */
record Beginning(long position, Instant time) {}
