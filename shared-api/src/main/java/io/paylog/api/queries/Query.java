package io.paylog.api.queries;

/** What can be asked of the views. Each query has exactly one handler. */
public sealed interface Query permits FindPayment, ListPayments {

    Freshness freshness();
}
