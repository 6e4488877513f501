package io.paylog.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.paylog.query.caching.CacheSettings;
import io.paylog.query.consistency.FreshnessSettings;
import io.paylog.query.payments.listing.ListingSettings;
import io.paylog.query.projecting.ProjectionSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static ProjectionSettings claims(Duration timeout, Duration extension) {
        return projections(timeout, extension, Duration.ofMillis(2));
    }

    private static ProjectionSettings projections(Duration timeout, Duration extension, Duration heartbeat) {
        return new ProjectionSettings(1, 1, 1, 1, timeout, SECOND, extension, SECOND, heartbeat, SECOND);
    }

    private static CacheSettings cache(Duration timeToLive) {
        return new CacheSettings(timeToLive, 0, DataSize.ofBytes(0), SECOND, Duration.ofMillis(4));
    }

    @Test
    void a_claim_is_extended_before_it_ends() {
        assertThat(claims(SECOND.plusMillis(1), SECOND)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> claims(SECOND, SECOND));
    }

    @Test
    void a_node_shows_itself_more_often_than_it_is_taken_for_gone() {
        Duration quarter = SECOND.dividedBy(4);
        assertThat(projections(SECOND.plusMillis(1), SECOND, quarter)).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> projections(SECOND.plusMillis(1), SECOND, quarter.plusNanos(1)))
                .withMessageContaining("heartbeatTimeout must be at least 4 times heartbeatInterval");
    }

    @Test
    void a_duration_of_nothing_is_refused() {
        assertThat(new ListingSettings(1, Duration.ofMillis(1))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new ListingSettings(1, Duration.ofNanos(999_999)));
        assertThatIllegalArgumentException().isThrownBy(() -> claims(SECOND, Duration.ZERO));
        assertThat(cache(Duration.ofMillis(1))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> cache(Duration.ZERO));
    }

    @Test
    void nobody_waits_longer_by_default_than_at_most() {
        assertThat(new FreshnessSettings(SECOND, SECOND, 1)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new FreshnessSettings(SECOND.plusNanos(1), SECOND, 1));
    }
}
