package io.paylog.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class InvalidRequestExceptionTest {

    @Test
    void a_request_in_which_everything_is_wrong_has_a_short_answer() {
        FieldProblem wrong = new FieldProblem("/a", "is wrong");

        InvalidRequestException invalid = new InvalidRequestException(Collections.nCopies(100_000, wrong));

        assertThat(invalid.errors()).hasSize(100);
    }
}
