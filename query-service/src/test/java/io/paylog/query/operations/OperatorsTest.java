package io.paylog.query.operations;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import java.net.http.HttpResponse;
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
        assertThat(query.service().get("/actuator/prometheus").body())
                .contains("paylog_cache_gets_total{")
                .contains("paylog_projection_lag_events{")
                .contains("paylog_projection_lag_seconds{")
                .contains("paylog_projection_replaying{");
    }
}
