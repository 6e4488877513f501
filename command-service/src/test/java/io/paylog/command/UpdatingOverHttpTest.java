package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.payments.Description;
import io.paylog.api.payments.PaymentEvent.PaymentUpdated;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class UpdatingOverHttpTest extends OverHttp {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    UpdatingOverHttpTest(RunningService service) {
        super(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {MERGE_PATCH, "application/json"})
    void what_a_patch_mentions_changes_and_the_rest_stays(String contentType) {
        failed();

        ResponseSpec answer = patch(contentType, "{\"description\":\"November\",\"metadata\":{\"order\":\"7\"}}", "*");

        expectChanged(answer, "FAILED", 3);
        assertThat(lastDescription()).isEqualTo(new Description("November", Map.of("invoice", "1", "order", "7")));
    }

    @Test
    void null_removes_the_text_or_a_pair_or_all_pairs() {
        failed();

        expectChanged(patch("{\"description\":null,\"metadata\":{\"invoice\":null,\"a\":\"1\"}}"), "FAILED", 3);
        assertThat(lastDescription()).isEqualTo(new Description(null, Map.of("a", "1")));

        expectChanged(patch("{\"metadata\":null}"), "FAILED", 4);
        assertThat(lastDescription()).isEqualTo(new Description(null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"description\":\"October\"}", "{\"metadata\":{}}", "{\"metadata\":{\"absent\":null}}"})
    void a_patch_that_changes_nothing_is_answered_without_a_new_version(String body) {
        failed();

        expectChanged(patch(body), "FAILED", 2);
    }

    @Test
    void a_repeated_patch_is_answered_without_a_new_version_also_for_the_version_it_was_meant_for() {
        failed();
        patch(MERGE_PATCH, "{\"description\":\"November\"}", "\"2\"");

        expectChanged(patch(MERGE_PATCH, "{\"description\":\"November\"}", "\"2\""), "FAILED", 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"3\""})
    void a_patch_for_another_version_is_refused(String version) {
        failed();

        expectProblem(patch(MERGE_PATCH, "{\"description\":\"November\"}", version), 412, "stale-version");
        expectChanged(patch("{}"), "FAILED", 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    {"status": "COMPLETED", "description": "x"}        ; /status
                    {"metadata": {"a": 1, "b": true, "c": {}, "d": "ok"}} ; /metadata/a /metadata/b /metadata/c
                    {"description": [], "metadata": 1}                 ; /description /metadata
                    """)
    void a_wrong_patch_is_refused_naming_each_wrong_field(String body, String fields) {
        failed();

        expectProblem(patch(body), 400, "invalid-request")
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of(fields.split(" ")));
    }

    @Test
    void pairs_that_are_too_many_together_are_refused() {
        failed();
        StringBuilder pairs = new StringBuilder("\"k0\":\"\"");
        for (int i = 1; i < Description.MAX_PAIRS; i++) {
            pairs.append(",\"k%d\":\"\"".formatted(i));
        }

        expectProblem(patch("{\"metadata\":{%s}}".formatted(pairs)), 422, "invalid-description");
    }

    @Test
    void another_media_type_is_refused_telling_which_are_known() {
        ResponseSpec answer = patch("application/json-patch+json", "[]", "*");

        answer.expectHeader()
                .values(
                        HttpHeaders.ACCEPT_PATCH,
                        values -> assertThat(MediaType.parseMediaTypes(String.join(",", values)))
                                .containsExactlyInAnyOrder(
                                        MediaType.APPLICATION_JSON, MediaType.parseMediaType(MERGE_PATCH)));
        expectProblem(answer, 415, "unsupported-media-type");
    }

    @Test
    void a_deleted_payment_is_not_updated() {
        failed();
        service.http().delete().uri(path()).exchange();

        expectProblem(patch("{\"description\":\"November\"}"), 409, "payment-not-updatable");
    }

    @Test
    void a_payment_that_does_not_exist_is_not_updated() {
        expectProblem(patch("{\"description\":\"November\"}"), 404, "payment-not-found");
    }

    private Description lastDescription() {
        return service.bean(EventStore.class)
                .readEvents(id)
                .asStream()
                .flatMap(event -> event.getPayload() instanceof PaymentUpdated updated
                        ? Stream.of(updated.description())
                        : Stream.empty())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private ResponseSpec patch(String body) {
        return patch(MERGE_PATCH, body, "*");
    }

    private ResponseSpec patch(String contentType, String body, String ifMatch) {
        return service.http()
                .method(HttpMethod.PATCH)
                .uri(path())
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .body(body)
                .exchange();
    }
}
