package io.paylog.query.payments.gettingbyid;

import io.paylog.api.queries.PaymentView;
import io.paylog.query.caching.CacheCodec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Payments as callers see them. */
record PaymentJson(JsonMapper json) implements CacheCodec<PaymentView> {

    @Override
    public String encode(PaymentView payment) {
        return json.writeValueAsString(payment);
    }

    @Override
    public PaymentView decode(String text) {
        try {
            return json.readValue(text, PaymentView.class);
        } catch (JacksonException otherForm) {
            throw new IllegalArgumentException("not a payment of this version", otherForm);
        }
    }
}
