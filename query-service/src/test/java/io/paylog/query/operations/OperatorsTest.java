package io.paylog.query.operations;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.axonframework.springboot.updates.UpdateCheckConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(QueryFixtureExtension.class)
class OperatorsTest {

    private final QueryFixture query;

    OperatorsTest(QueryFixture query) {
        this.query = query;
    }

    @Test
    void projections_tell_their_three_figures_of_lag() {
        long position = query.log().append(PaymentStory.of("lag-1", "org-1", 10).created(), CREATED_AT);
        query.fresh("/api/v1/payments?organizationId=org-1", position);

        HttpResponse<String> answer = query.service().get("/api/v1/projections");

        JsonNode projection = query.body(answer)
                .get("data")
                .valueStream()
                .filter(each -> each.get("name").asString().equals("payments"))
                .findFirst()
                .orElseThrow();
        assertThat(projection.get("state").asString()).isEqualTo("RUNNING");
        assertThat(projection.get("position").asLong()).isGreaterThanOrEqualTo(position);
        assertThat(projection.get("lag").toString()).isEqualTo("{\"events\":0,\"seconds\":0.0,\"mode\":\"LIVE\"}");
        assertThat(projection.get("segments"))
                .hasSize(4)
                .allSatisfy(
                        segment -> assertThat(segment.get("node").asString()).contains("@"));
        assertThat(answer.headers().firstValue("X-Event-Position")).isPresent();
    }

    @Test
    void nobody_outside_is_told_of_the_installation() {
        assertThat(query.service().bean(UpdateCheckConfiguration.class).getDisabled())
                .isTrue();
    }

    @Test
    void operators_are_served() {
        assertThat(query.service().get("/actuator/health/liveness").statusCode())
                .isEqualTo(200);
        assertThat(query.service().get("/actuator/health/readiness").statusCode())
                .isEqualTo(200);
        JsonNode components =
                query.body(query.service().get("/actuator/health")).get("components");
        assertThat(components.has("mongo")).isTrue();
        assertThat(components.has("redis")).isTrue();
        assertThat(components.get("projections").get("details").get("payments").asString())
                .isEqualTo("RUNNING");
    }

    @Test
    void queries_are_timed_by_kind_and_outcome_and_batches_by_projection() {
        long position =
                query.log().append(PaymentStory.of("meters-1", "org-1", 10).created(), CREATED_AT);
        double before = metered("paylog.queries", "query", "FindPayment", "outcome", "answered");
        query.fresh("/api/v1/payments/meters-1", position);
        query.service().get("/api/v1/payments/meters-1", QueryFixture.MIN_POSITION, "1000000", "Prefer", "wait=0");

        assertThat(metered("paylog.queries", "query", "FindPayment", "outcome", "answered"))
                .isEqualTo(before + 1);
        assertThat(metered("paylog.queries", "exception", "ProjectionBehindException"))
                .isPositive();
        // Readers are served as soon as the documents are there, which is before the batch has ended.
        await().untilAsserted(() -> {
            assertThat(metered("paylog.projection.batches", "projection", "payments", "outcome", "written"))
                    .isPositive();
            assertThat(metered("paylog.projection.batch.events", "projection", "payments"))
                    .isPositive();
        });
        assertThat(shown("paylog.projection.nodes")).isEqualTo(1);
        assertThat(shown("paylog.projection.segments")).isEqualTo(4);
        await().untilAsserted(() -> assertThat(shown("paylog.cache.coherent")).isEqualTo(1));
    }

    private double metered(String name, String... tags) {
        return query.service().bean(MeterRegistry.class).find(name).tags(tags).meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .filter(measurement -> measurement.getStatistic() == Statistic.COUNT)
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    private double shown(String name) {
        return query.service().bean(MeterRegistry.class).get(name).gauge().value();
    }
}
