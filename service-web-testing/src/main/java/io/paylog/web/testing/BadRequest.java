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
                    + "|StreamRead|[Jj]ackson|[Tt]omcat|[Ss]pring|deserialize|\\btoken\\b(?! of the gateway)");

    /** @throws AssertionError unless the answer is what this is to be refused with */
    public void check(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        checkHeaders(answer);
        if (!bytes.startsWith("HEAD ")) {
            checkProblem(answer.json());
        }
    }

    /** @throws AssertionError unless this is what the answer, or an item of it, is to say */
    public void checkProblem(JsonNode problem) {
        checkForm(problem);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("errors"))
                .as(problem.toString())
                .extracting(error -> error.get("field").asString())
                .isEqualTo(fields);
    }

    /** @throws AssertionError unless the answer has the form of every refusal */
    public static void checkRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        checkHeaders(answer);
        checkForm(answer.json());
    }

    private static void checkHeaders(Answer answer) {
        assertThat(answer.header("X-Correlation-Id")).isPresent();
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    private static void checkForm(JsonNode problem) {
        assertThat(problem.path("title").asString("")).isNotEmpty();
        assertThat(problem.path("code").asString("")).isNotEmpty();
        assertThat(problem.path("retryable")).hasToString("false");
        assertThat(problem.toString()).doesNotContainPattern(INSIDES);
    }

    @Override
    public String toString() {
        return endpoint + ": " + what;
    }
}
