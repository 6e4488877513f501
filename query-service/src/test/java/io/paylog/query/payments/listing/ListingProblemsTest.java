package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoExecutionTimeoutException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

class ListingProblemsTest {

    private static void assertProblem(boolean underWay, int status, String code, boolean retryable) {
        ResponseEntity<ProblemDetail> answer = new ListingProblems().outrun(new WalkOutrunException(underWay));

        ProblemDetail problem = Objects.requireNonNull(answer.getBody());
        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(problem.getProperties()).isEqualTo(Map.of("code", code, "retryable", retryable));
    }

    @Test
    void a_list_that_takes_too_long_may_be_repeated_in_a_while() {
        ResponseEntity<ProblemDetail> answer = new ListingProblems()
                .tooCostly(new MongoExecutionTimeoutException(50, "operation exceeded time limit"));

        ProblemDetail problem = Objects.requireNonNull(answer.getBody());
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThat(problem.getProperties()).isEqualTo(Map.of("code", "list-too-costly", "retryable", true));
    }

    @Test
    void a_walk_that_was_outrun_has_to_begin_again() {
        assertProblem(true, 410, "cursor-expired", false);
    }

    @Test
    void a_walk_that_cannot_even_begin_may_do_so_when_the_view_has_caught_up() {
        assertProblem(false, 503, "projection-behind", true);
    }
}
