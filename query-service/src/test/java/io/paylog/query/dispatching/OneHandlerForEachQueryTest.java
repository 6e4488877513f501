package io.paylog.query.dispatching;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OneHandlerForEachQueryTest {

    sealed interface Question {}

    record Who() implements Question {}

    record Why() implements Question {}

    private final CountingQueryBus bus = new CountingQueryBus();
    private final OneHandlerForEachQuery check = new OneHandlerForEachQuery(bus, Question.class);

    private void handle(Class<?> query) {
        bus.subscribe(query.getName(), String.class, message -> "answer");
    }

    @Test
    void the_service_starts_when_each_query_has_one_handler() {
        handle(Who.class);
        handle(Why.class);

        assertThatCode(check::start).doesNotThrowAnyException();
    }

    @Test
    void a_query_without_a_handler_keeps_the_service_from_starting() {
        handle(Who.class);

        assertThatIllegalStateException().isThrownBy(check::start).withMessageContaining("Why has 0");
    }

    @Test
    void a_query_with_two_handlers_keeps_the_service_from_starting() {
        handle(Who.class);
        handle(Why.class);
        bus.subscribe(Why.class.getName(), String.class, message -> "another");

        assertThatIllegalStateException().isThrownBy(check::start).withMessageContaining("Why has 2");
    }
}
