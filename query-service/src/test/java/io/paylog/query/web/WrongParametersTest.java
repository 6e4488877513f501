package io.paylog.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(QueryFixtureExtension.class)
class WrongParametersTest {

    private final QueryFixture query;

    WrongParametersTest(QueryFixture query) {
        this.query = query;
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/payments, organizationId",
        "/api/v1/payments?organizationId=, organizationId",
        "/api/v1/payments?organizationId=a&organizationId=b, organizationId",
        "/api/v1/payments?organizationId=a&currency=eur, currency",
        "/api/v1/payments?organizationId=a&currency=QQQ, currency",
        "/api/v1/payments?organizationId=a&minAmount=0, minAmount",
        "/api/v1/payments?organizationId=a&minAmount=1.0, minAmount",
        "/api/v1/payments?organizationId=a&minAmount=%2B1, minAmount",
        "/api/v1/payments?organizationId=a&maxAmount=1000000000000, maxAmount",
        "/api/v1/payments?organizationId=a&minAmount=2&maxAmount=1, minAmount",
        "/api/v1/payments?organizationId=a&from=2026-13-01, from",
        "/api/v1/payments?organizationId=a&from=2026-01-02T03:04:05, from",
        "/api/v1/payments?organizationId=a&to=2026-01-02T25:00:00Z, to",
        "/api/v1/payments?organizationId=a&from=2026-01-02&to=2026-01-02T00:00:00Z, from",
        "/api/v1/payments?organizationId=a&dateField=createdAt, dateField",
        "/api/v1/payments?organizationId=a&from=2026-01-02&dateField=refundedAt, dateField",
        "/api/v1/payments?organizationId=a&olderThan=10m, olderThan",
        "/api/v1/payments?organizationId=a&status=FAILED&olderThan=10m, olderThan",
        "/api/v1/payments?status=PROCESSING&olderThan=0s, olderThan",
        "/api/v1/payments?status=PROCESSING&olderThan=3651d, olderThan",
        "/api/v1/payments?status=PROCESSING&olderThan=-PT1M, olderThan",
        "/api/v1/payments?organizationId=a&includeTotal=TRUE, includeTotal",
        "/api/v1/payments?organizationId=a&status=, status",
        "/api/v1/payments?organizationId=a&status=completed, status",
        "/api/v1/payments?organizationId=a&status=DELETED, status",
        "/api/v1/payments?organizationId=a&sort=amount, sort",
        "/api/v1/payments?organizationId=a&limit=0, limit",
        "/api/v1/payments?organizationId=a&limit=101, limit",
        "/api/v1/payments?organizationId=a&limit=1.5, limit",
        "/api/v1/payments?organizationId=a&cursor=, cursor",
        "/api/v1/payments?organizationId=a&cursor=%C3%A4, cursor",
        "/api/v1/payments?organizationId=a&organizationid=a, organizationid",
    })
    void a_wrong_parameter_is_refused_by_name(String path, String field) {
        HttpResponse<String> answer = query.service().get(path);

        query.assertProblem(answer, 400, "invalid-request", false);
        assertThat(query.body(answer).get("errors").get(0).get("field").asString())
                .isEqualTo(field);
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        HttpResponse<String> answer = query.service()
                .get("/api/v1/payments?status=OPEN&currency=EURO&minAmount=0&maxAmount=x&from=yesterday&to=2026-02-30"
                        + "&dateField=paidAt&olderThan=10&sort=id&limit=-1&includeTotal=yes&other=1");

        query.assertProblem(answer, 400, "invalid-request", false);
        assertThat(query.body(answer).get("errors"))
                .extracting(error -> error.get("field").asString())
                .containsExactlyInAnyOrder(
                        "status",
                        "currency",
                        "minAmount",
                        "maxAmount",
                        "from",
                        "to",
                        "dateField",
                        "olderThan",
                        "sort",
                        "limit",
                        "includeTotal",
                        "other");
    }
}
