package io.paylog.command;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class DeletingOverHttpTest extends OverHttp {

    DeletingOverHttpTest(RunningService service) {
        super(service);
    }

    @Test
    void a_failed_payment_is_deleted() {
        failed();

        expectChanged(delete("?reason=a%20mistake"), "DELETED", 3);
        expectChanged(delete("?reason=a%20mistake"), "DELETED", 3);
        expectProblem(delete("?reason=fraud"), 409, "payment-not-deletable");
        expectProblem(delete(""), 409, "payment-not-deletable");
    }

    @Test
    void a_charged_payment_is_not_deleted() {
        completed();

        expectProblem(delete(""), 409, "payment-not-deletable");
    }

    @Test
    void a_payment_that_does_not_exist_is_not_deleted() {
        expectProblem(delete(""), 404, "payment-not-found");
    }

    @Test
    void a_deletion_for_a_stale_version_is_refused() {
        failed();

        ResponseSpec answer = service.http()
                .delete()
                .uri(path())
                .header(HttpHeaders.IF_MATCH, "\"1\"")
                .exchange();

        expectProblem(answer, 412, "stale-version");
        expectChanged(delete(""), "DELETED", 3);
    }

    @Test
    void a_reason_is_bounded() {
        failed();

        expectProblem(delete("?reason=" + "x".repeat(501)), 400, "invalid-request")
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of("reason"));
        expectProblem(delete("?reason=a\nb"), 400, "invalid-request")
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of("reason"));
        expectChanged(delete("?reason=" + "x".repeat(500)), "DELETED", 3);
    }

    private ResponseSpec delete(String query) {
        return service.http().delete().uri(path() + query).exchange();
    }
}
