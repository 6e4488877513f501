package io.paylog.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void lines_say_the_request_and_its_trace_until_the_context_is_closed_and_then_what_they_said_before() {
        try (LogContext _ = LogContext.of("outer", "00-" + TRACE + "-b7ad6b7169203331-01")) {
            assertThat(MDC.get(LogContext.TRACE_ID)).isEqualTo(TRACE);
            try (LogContext _ = LogContext.of("inner", null)) {
                assertThat(MDC.get(LogContext.CORRELATION_ID)).isEqualTo("inner");
                assertThat(MDC.get(LogContext.TRACE_ID)).isNull();
            }
            assertThat(MDC.get(LogContext.CORRELATION_ID)).isEqualTo("outer");
            assertThat(MDC.get(LogContext.TRACE_ID)).isEqualTo(TRACE);
        }
        assertThat(MDC.get(LogContext.CORRELATION_ID)).isNull();
        assertThat(MDC.get(LogContext.TRACE_ID)).isNull();
    }

    @Test
    void what_is_no_trace_context_is_not_logged() {
        try (LogContext _ = LogContext.of("id", "anything that a client sends")) {
            assertThat(MDC.get(LogContext.TRACE_ID)).isNull();
        }
    }
}
