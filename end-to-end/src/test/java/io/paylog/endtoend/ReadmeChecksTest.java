package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paylog.endtoend.ReadmeStep.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test of README notices what it is for. */
class ReadmeChecksTest {

    private static final String PAYMENT = """
            {"id":"a","amount":1,"createdAt":"2026-11-21T14:26:49.427Z","position":7,"refunds":[{"id":"r"}]}""";

    @Test
    void a_command_goes_on_after_a_backslash_and_within_quotation_marks() {
        ReadmeStep step = only("""
                ```sh
                curl -X POST \\
                  http://127.0.0.1:8080/
                curl http://127.0.0.1:8080/ -d '{
                  "id": "a"}'
                ```
                """);
        assertThat(step.kind()).isEqualTo(Kind.REQUESTS);
        assertThat(step.commands()).hasSize(2);
        assertThat(step.onlyReads()).isFalse();
    }

    @Test
    void a_block_that_nothing_is_known_to_do_with_is_refused() {
        assertRefused("```sh\nrm -rf /\n```\n", "nothing is known to do with: rm");
        assertRefused("```sh\n./run\ncurl http://127.0.0.1:8080/\n```\n", "a block of commands of");
        assertRefused("```yaml\na: 1\n```\n", "a block of yaml");
        assertRefused("```\na\n```\n", "nothing is known to do with a block of ");
        assertRefused("```json\n{}\n```\n", "an answer to no request");
        assertRefused("```sh\n./run\n```\n```json\n{}\n```\n", "an answer to no request");
        assertRefused("```sh\ncurl a\n```\n```json\n{}{}\n```\n", "more answers than requests");
        assertRefused("```sh\ncurl a\n", "does not end");
    }

    @Test
    void an_answer_differs_in_whatever_is_not_stated_to_vary() {
        assertThat(differences(PAYMENT)).isEmpty();
        assertThat(differences(PAYMENT.replace("49.427Z", "50Z").replace("7", "8")))
                .isEmpty();

        assertThat(differences(PAYMENT.replace("\"amount\":1", "\"amount\":2")))
                .containsExactly("/amount: 1, but is 2");
        assertThat(differences(PAYMENT.replace("\"amount\":1", "\"amount\":\"1\"")))
                .hasSize(1);
        assertThat(differences(PAYMENT.replace("427Z", "427+01:00"))).hasSize(1);
        assertThat(differences(PAYMENT.replace("\"position\":7", "\"position\":\"7\"")))
                .hasSize(1);
        assertThat(differences(PAYMENT.replace("\"r\"", "\"s\"")))
                .containsExactly("/refunds/0/id: \"r\", but is \"s\"");
        assertThat(differences(PAYMENT.replace("[{\"id\":\"r\"}]", "[]"))).hasSize(1);
        assertThat(differences(PAYMENT.replace("{\"id\":\"a\",", "{"))).hasSize(1);
        assertThat(differences(PAYMENT.replace("{\"id\":\"a\",", "{\"id\":\"a\",\"b\":1,")))
                .hasSize(1);
    }

    @Test
    void answers_follow_each_other_and_a_list_is_one() {
        assertThat(ReadmeAnswer.bodies("[{\"a\":1},{\"a\":2}]\n{\"b\":1}\n{}")).hasSize(3);
    }

    @Test
    void an_answer_with_another_status_or_header_differs() {
        String said = "HTTP/1.1 201\nETag: \"1\"\nX-Event-Position: 3\n\n{}";
        assertThat(difference(said, said.replace("3", "4") + "\n")).isEmpty();
        assertThat(difference(said, "HTTP/1.1 201 \r\nDate: now\r\netag: \"1\"\r\nX-Event-Position: 3\r\n\r\n{}"))
                .isEmpty();

        assertThat(difference(said, said.replace("201", "200"))).hasSize(1);
        assertThat(difference(said, said.replace("\"1\"", "\"2\""))).hasSize(1);
        assertThat(difference(said, said.replace("X-Event-Position: 3\n", ""))).hasSize(1);
    }

    @Test
    void a_request_whose_answer_is_not_shown_must_succeed() {
        ReadmeStep step = only("```sh\ncurl a\ncurl b\n```\n```json\n{}\n```\n");
        assertThat(step.differences(List.of(answer(200), answer(404)))).isEmpty();
        assertThat(step.differences(List.of(answer(404), answer(200)))).hasSize(1);
    }

    private static ReadmeAnswer answer(int status) {
        return ReadmeAnswer.parse("HTTP/1.1 " + status + "\n\n{}");
    }

    private static ReadmeStep only(String page) {
        List<ReadmeStep> steps = ReadmeStep.of(page);
        assertThat(steps).hasSize(1);
        return steps.getFirst();
    }

    private static void assertRefused(String page, String because) {
        assertThatThrownBy(() -> ReadmeStep.of(page))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }

    private static List<String> differences(String actual) {
        return ReadmeAnswer.bodies(PAYMENT)
                .getFirst()
                .differences(ReadmeAnswer.bodies(actual).getFirst());
    }

    private static List<String> difference(String said, String actual) {
        return ReadmeAnswer.parse(said).differences(ReadmeAnswer.parse(actual));
    }
}
