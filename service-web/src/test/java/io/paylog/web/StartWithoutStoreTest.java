package io.paylog.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class StartWithoutStoreTest {

    private static final class Unavailable extends RuntimeException {}

    private static final class Refused extends RuntimeException {}

    private static final StartWithoutStore ANALYZER =
            new StartWithoutStore(e -> e instanceof Unavailable || e instanceof Refused, e -> e instanceof Refused) {};

    private static String actionFor(Throwable cause) {
        FailureAnalysis analysis = requireNonNull(ANALYZER.analyze(new IllegalStateException("of a bean", cause)));
        return requireNonNull(analysis.getAction());
    }

    @Test
    void where_the_store_is_matters_only_if_it_does_not_answer() {
        assertThat(actionFor(new Unavailable())).contains("PAYLOG_MONGODB_URI");
        assertThat(actionFor(new Refused()))
                .doesNotContain("PAYLOG_MONGODB_URI")
                .contains("then start again");
    }

    @Test
    void what_is_not_of_the_store_is_left_to_others() {
        assertThat(ANALYZER.analyze(new IllegalStateException())).isNull();
    }
}
