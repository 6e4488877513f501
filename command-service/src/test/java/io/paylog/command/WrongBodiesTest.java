package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class WrongBodiesTest extends OverHttp {

    private static final int COMMON_BOUND = 1 << 20;
    private static final int BULK_BOUND = 16 << 20;

    WrongBodiesTest(RunningService service) {
        super(service);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    {}                                                            ; /organizationId /userId /amount /currency /paymentMethod
                    {"organizationId":"o","userId":"u","amount":0,"currency":"XXX","paymentMethod":"4111111111111111"} ; /amount /currency /paymentMethod
                    """)
    void a_wrong_body_is_refused_naming_each_wrong_field(String body, String fields) {
        expectProblem(post(PAYMENTS, body), 400, "invalid-request")
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of(fields.split(" ")));
    }

    @Test
    void a_number_past_what_can_be_counted_is_told_the_range() {
        expectProblem(post(path() + "/retry", "{\"attempt\":3000000000}"), 400, "invalid-request")
                .jsonPath("$.errors")
                .isEqualTo(List.of(Map.of(
                        "field", "/attempt", "message", "must be a whole number from -2147483648 to 2147483647")));
    }

    @Test
    void only_the_method_that_needs_a_long_body_may_have_one() {
        ResponseSpec answer = request(HttpMethod.PATCH, PAYMENTS + "/bulk")
                .body(described(COMMON_BOUND))
                .exchange();

        expectProblem(answer, 413, "content-too-large");
    }

    @Test
    void a_body_past_the_bound_is_refused_whether_its_length_is_stated_or_not() throws Exception {
        String tooLarge = described(COMMON_BOUND);

        expectProblem(post(PAYMENTS, tooLarge), 413, "content-too-large");
        assertThat(postWithoutLength(PAYMENTS, tooLarge)).isEqualTo(413);
        assertThat(postWithoutLength(PAYMENTS, payment("pm_ok"))).isEqualTo(201);
    }

    @Test
    void a_bulk_request_has_a_bound_of_its_own() throws Exception {
        String fits = "{\"payments\":[" + described(BULK_BOUND / 2) + "]}";
        String tooLarge = "{\"payments\":[" + described(BULK_BOUND) + "]}";

        post(PAYMENTS + "/bulk", fits).expectStatus().isOk();
        expectProblem(post(PAYMENTS + "/bulk", tooLarge), 413, "content-too-large");
        assertThat(postWithoutLength(PAYMENTS + "/bulk", fits)).isEqualTo(200);
        assertThat(postWithoutLength(PAYMENTS + "/bulk", tooLarge)).isEqualTo(413);
        expectProblem(post(PAYMENTS + "/bulk/retry", described(COMMON_BOUND)), 413, "content-too-large");
    }

    private static String described(int length) {
        return "{\"description\":\"" + "x".repeat(length) + "\"}";
    }

    private int postWithoutLength(String path, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(service.uri().resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }
}
