package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** What operators see of commands. */
class CommandMetersTest extends OverHttp {

    CommandMetersTest(RunningService service) {
        super(service);
    }

    @Test
    void a_command_that_is_repeated_is_told_from_one_that_does_something() {
        double accepted = commands("ProcessPayment", "accepted");
        double repeated = commands("ProcessPayment", "repeated");

        post(PAYMENTS, payment("pm_ok")).expectStatus().isCreated();
        assertThat(commands("ProcessPayment", "accepted")).isEqualTo(accepted + 1);
        assertThat(commands("ProcessPayment", "repeated")).isEqualTo(repeated);

        post(PAYMENTS, payment("pm_ok")).expectStatus().isCreated();
        assertThat(commands("ProcessPayment", "accepted")).isEqualTo(accepted + 1);
        assertThat(commands("ProcessPayment", "repeated")).isEqualTo(repeated + 1);
    }

    @Test
    void a_refused_command_is_counted_under_the_code_that_its_caller_is_told() {
        completed();

        assertCounted("RefundPayment", () -> refund("r-1", 5_000));
        assertCounted("RefundPayment", () -> post(PAYMENTS + "/none-" + id + "/refunds", "{\"amount\":1}"));
        assertCounted(
                "DeletePayment",
                () -> service.http()
                        .delete()
                        .uri(path() + "?reason=test")
                        .header("If-Match", "\"77\"")
                        .exchange());
        assertCounted(
                "DeletePayment",
                () -> service.http().delete().uri(path() + "?reason=test").exchange());
    }

    private interface Request {
        ResponseSpec send();
    }

    private void assertCounted(String command, Request request) {
        double refused = commands(command, "refused");
        double all = refusals(command, "");

        ResponseSpec answer = request.send();

        byte[] body = Objects.requireNonNull(answer.expectStatus()
                .is4xxClientError()
                .expectBody()
                .returnResult()
                .getResponseBody());
        String code = new JsonMapper().readTree(body).path("code").asString();
        assertThat(commands(command, "refused")).isEqualTo(refused + 1);
        assertThat(refusals(command, "")).isEqualTo(all + 1);
        assertThat(refusals(command, code)).as(code).isPositive();
    }

    private double commands(String command, String outcome) {
        return service
                .bean(MeterRegistry.class)
                .find("paylog.commands")
                .tags("command", command, "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private double refusals(String command, String code) {
        return service
                .bean(MeterRegistry.class)
                .find("paylog.commands.refused")
                .tag("command", command)
                .counters()
                .stream()
                .filter(counter -> code.isEmpty() || code.equals(counter.getId().getTag("code")))
                .mapToDouble(Counter::count)
                .sum();
    }
}
