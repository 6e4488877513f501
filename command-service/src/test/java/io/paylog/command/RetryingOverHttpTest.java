package io.paylog.command;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class RetryingOverHttpTest extends OverHttp {

    RetryingOverHttpTest(RunningService service) {
        super(service);
    }

    @Test
    void a_failed_payment_is_charged_with_another_payment_method() {
        failed();

        expectChanged(retry("{\"attempt\":2,\"paymentMethod\":\"pm_ok\"}"), "PROCESSING", 3);

        awaitStatus("COMPLETED", "pm_declined");
        expectLedger("[{'key':'%1$s:charge:1','movements':0,'calls':1},"
                + "{'key':'%1$s:charge:2','amount':1000,'movements':1,'calls':1}]");
    }

    @Test
    void a_retry_needs_no_body() {
        failed();

        ResponseSpec answer = service.http().post().uri(path() + "/retry").exchange();

        expectChanged(answer, "PROCESSING", 3);
        awaitStatus("FAILED", "pm_declined");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"``", "{}", "null"})
    void a_retry_may_have_an_empty_body(String body) {
        failed();

        expectChanged(retry(body), "PROCESSING", 3);
    }

    @Test
    void a_repeated_retry_is_not_a_second_one() {
        failed();
        retry("{\"attempt\":2,\"paymentMethod\":\"pm_ok\"}");
        awaitStatus("COMPLETED", "pm_declined");

        expectChanged(retry("{\"attempt\":2,\"paymentMethod\":\"pm_ok\"}"), "COMPLETED", 4);
        expectProblem(retry("{\"attempt\":2,\"paymentMethod\":\"pm_slow\"}"), 409, "payment-not-retryable");
        expectProblem(retry("{\"attempt\":3}"), 409, "payment-not-retryable");
    }

    @Test
    void a_retry_of_another_attempt_than_the_next_is_refused() {
        failed();

        expectProblem(retry("{\"attempt\":3}"), 409, "unexpected-attempt");
    }

    @Test
    void a_final_no_is_told() {
        post(PAYMENTS, payment("pm_unknown"));
        awaitStatus("FAILED", "pm_unknown");

        expectProblem(retry("{}"), 409, "failure-is-final");
    }

    @Test
    void a_retry_for_a_stale_version_is_refused() {
        failed();

        ResponseSpec answer = request(HttpMethod.POST, path() + "/retry")
                .header(HttpHeaders.IF_MATCH, "\"1\"")
                .body("{}")
                .exchange();

        expectProblem(answer, 412, "stale-version");
        expectChanged(retry("{\"attempt\":2}"), "PROCESSING", 3);
    }

    @Test
    void a_payment_that_does_not_exist_is_not_retried() {
        expectProblem(retry("{}"), 404, "payment-not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    {"attempt": 1}                        ; /attempt         ; must be greater than or equal to 2
                    {"attempt": "2"}                      ; /attempt         ; must be a whole number
                    {"attempt": 99999999999}              ; /attempt         ; must be a whole number from -2147483648 to 2147483647
                    {"paymentMethod": "4111111111111111"} ; /paymentMethod   ; paymentMethod must be a token of the gateway, never a card number
                    []                                    ; ''               ; must be one JSON object
                    """)
    void a_wrong_body_is_refused_naming_each_wrong_field(String body, String field, String message) {
        expectProblem(retry(body), 400, "invalid-request")
                .jsonPath("$.errors")
                .isEqualTo(List.of(Map.of("field", field, "message", message)));
    }

    private ResponseSpec retry(String body) {
        return post(path() + "/retry", body);
    }
}
