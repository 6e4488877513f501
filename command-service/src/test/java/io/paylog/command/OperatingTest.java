package io.paylog.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatingTest extends OverHttp {

    OperatingTest(RunningService service) {
        super(service);
    }

    @Test
    void the_gateway_counts_as_reached_while_its_list_is_worked_on() {
        service.http()
                .get()
                .uri("/actuator/health")
                .exchange()
                .expectBody()
                .jsonPath("$.components.gateway.status")
                .isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus"})
    void operators_can_look_in(String path) {
        service.http().get().uri(path).exchange().expectStatus().isOk();
    }
}
