package io.paylog.command;

import io.paylog.web.testing.Request;
import java.util.List;

/** A request to each endpoint that nothing is wrong with. */
final class Requests {

    static final Request CREATE = of("POST /api/v1/payments", """
            {"organizationId":"org-7","userId":"user-9","amount":1000,"currency":"EUR","paymentMethod":"pm_unavailable",\
            "description":"October","metadata":{"invoice":"1"},"workflowId":"w","resourceId":"r"}""");
    static final Request BULK = of("POST /api/v1/payments/bulk", "{\"payments\":[" + CREATE.body() + "]}");
    static final Request UPDATE =
            of("PATCH /api/v1/payments/{paymentId}", "{\"description\":\"November\",\"metadata\":{\"a\":\"b\"}}");
    static final Request REFUND =
            of("POST /api/v1/payments/{paymentId}/refunds", "{\"amount\":1,\"id\":\"r\",\"reason\":\"why\"}");
    static final Request RETRY =
            of("POST /api/v1/payments/{paymentId}/retry", "{\"attempt\":2,\"paymentMethod\":\"pm_ok\"}");
    static final Request DELETE = of("DELETE /api/v1/payments/{paymentId}", "");
    static final Request SWITCH = of("PUT /simulated-gateway/availability", "{\"available\":false}");
    static final Request AVAILABILITY = of("GET /simulated-gateway/availability", "");
    static final Request LEDGER = of("GET /simulated-gateway/ledger/{paymentId}", "");

    /** Those that are ours. */
    static final List<Request> ALL = List.of(CREATE, BULK, UPDATE, REFUND, RETRY, DELETE, SWITCH, AVAILABILITY, LEDGER);

    private Requests() {}

    private static Request of(String endpoint, String body) {
        return Request.of(endpoint, QuietService.PAYMENT, body);
    }
}
