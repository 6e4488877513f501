package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.VolatileLog;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The command service when its log takes no more. */
@ExtendWith(LocalStoresExtension.class)
class FullLogTest {

    @Test
    void what_does_not_fit_any_more_is_refused_by_name_and_told_without_a_stack_trace(LocalStores stores) {
        try (RunningService service = RunningService.of(
                        TestService.startWithLog(VolatileLog.ofAtMost(1), stores, TestService.newDatabases()));
                CapturedLog log = new CapturedLog(Map.of("ROOT", Level.WARN))) {
            create(service, "p-1").expectStatus().isCreated();

            for (String id : new String[] {"p-2", "p-3"}) {
                OverHttp.expectProblem(create(service, id), 503, "log-refused")
                        .jsonPath("$.retryable")
                        .isEqualTo(false);
            }

            assertThat(service.bean(EventLog.class).head()).isEqualTo(1);
            assertThat(log.text())
                    .containsOnlyOnce("503 log-refused")
                    .contains("The log in memory is full")
                    .doesNotContain("\tat ");
        }
    }

    private static ResponseSpec create(RunningService service, String id) {
        return service.http()
                .post()
                .uri(OverHttp.PAYMENTS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(OverHttp.payment(id, "pm_ok"))
                .exchange();
    }
}
