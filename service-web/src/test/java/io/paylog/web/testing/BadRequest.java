package io.paylog.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A request that is to be refused, and how.
 *
 * @param endpoint the one that it is meant for
 * @param what is wrong with it
 * @param bytes of all of it, a character for each
 * @param code for programs
 * @param fields what is told to be wrong, in this order
 */
public record BadRequest(String endpoint, String what, String bytes, int status, String code, List<String> fields) {

    /** Which classes refuse it, and where in their input, is nobody's business. */
    private static final Pattern INSIDES = Pattern.compile(
            "\\b(java|javax|jakarta|com|org|io|tools)\\.[a-z]|Exception|Error:|\\bat line|\\bcolumn|[Uu]nexpected|Unrecognized"
                    + "|StreamRead|[Jj]ackson|[Tt]omcat|[Ss]pring|deserialize|\\bnull\\b|\\btoken\\b(?! of the gateway)");

    /** @throws AssertionError unless the answer is what this is to be refused with */
    public void check(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("X-Correlation-Id")).isPresent();
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        if (!bytes.startsWith("HEAD ")) {
            checkProblem(answer);
        }
    }

    private void checkProblem(Answer answer) {
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("retryable")).hasToString("false");
        assertThat(problem.path("errors"))
                .as(answer.body())
                .extracting(error -> error.get("field").asString())
                .isEqualTo(fields);
        assertThat(answer.body()).doesNotContainPattern(INSIDES);
    }

    @Override
    public String toString() {
        return endpoint + ": " + what;
    }
}
