package io.paylog.command;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class RefundingOverHttpTest extends OverHttp {

    RefundingOverHttpTest(RunningService service) {
        super(service);
    }

    @Test
    void refunds_are_taken_until_nothing_remains() {
        completed();

        refund("r-1", 400).expectStatus().isCreated();
        refund("r-1", 400).expectStatus().isCreated();
        expectProblem(refund("r-2", 601), 422, "refund-exceeds-remaining")
                .jsonPath("$.remaining")
                .isEqualTo(600);
        post(path() + "/refunds", "{\"id\":\"r-3\"}").expectStatus().isCreated();
        awaitStatus("REFUNDED", "pm_ok");
        expectProblem(refund("r-4", 1), 422, "refund-exceeds-remaining")
                .jsonPath("$.remaining")
                .isEqualTo(0);

        expectLedger("[{'key':'%1$s:charge:1','amount':1000,'movements':1,'calls':1},"
                + "{'key':'%1$s:refund:r-1','amount':400,'movements':1,'calls':1},"
                + "{'key':'%1$s:refund:r-3','amount':600,'movements':1,'calls':1}]");
    }

    @Test
    void a_refund_that_is_called_like_an_attempt_is_paid_back() {
        completed();

        refund("1", 400).expectStatus().isCreated();

        awaitStatus("PARTIALLY_REFUNDED", "pm_ok");
        expectLedger("[{'key':'%1$s:charge:1','kind':'charge'},{'key':'%1$s:refund:1','kind':'refund'}]");
    }

    @Test
    void a_refund_for_a_stale_version_is_refused() {
        completed();

        ResponseSpec answer = request(HttpMethod.POST, path() + "/refunds")
                .header("If-Match", "\"1\"")
                .body("{}")
                .exchange();

        expectProblem(answer, 412, "stale-version");
    }

    @Test
    void a_refund_of_a_failed_payment_is_refused() {
        failed();

        expectProblem(refund("r-1", 1), 409, "payment-not-refundable");
    }

    @Test
    void a_refund_of_an_unknown_payment_is_not_found() {
        expectProblem(refund("r-1", 1), 404, "payment-not-found");
    }
}
