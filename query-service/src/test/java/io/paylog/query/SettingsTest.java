package io.paylog.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.paylog.query.caching.CacheSettings;
import io.paylog.query.consistency.FreshnessSettings;
import io.paylog.query.payments.listing.ListingSettings;
import io.paylog.query.projecting.ProjectionSettings;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private static ProjectionSettings claims(Duration timeout, Duration extension) {
        return projections(timeout, extension, Duration.ofMillis(2));
    }

    private static ProjectionSettings projections(Duration timeout, Duration extension, Duration heartbeat) {
        return new ProjectionSettings(1, 1, 1, 1, timeout, SECOND, extension, SECOND, heartbeat, SECOND);
    }

    private static CacheSettings cache(Duration timeToLive) {
        return new CacheSettings(timeToLive, 0, DataSize.ofBytes(0), SECOND, Duration.ofMillis(4));
    }

    private static CacheSettings cache(DataSize localMaxSize) {
        return new CacheSettings(SECOND, 0, localMaxSize, SECOND, Duration.ofMillis(4));
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
        assertThat(refused(new ListingSettings(1, Duration.ofMillis(1)))).isEmpty();
        assertThat(refused(new ListingSettings(1, Duration.ofNanos(999_999)))).containsExactly("maxTime");
        assertThat(refused(projections(SECOND, Duration.ZERO, Duration.ofMillis(2))))
                .containsExactly("claimExtension");
        assertThat(refused(cache(Duration.ofMillis(1)))).isEmpty();
        assertThat(refused(cache(Duration.ZERO))).containsExactly("paymentsTimeToLive");
    }

    @Test
    void a_size_below_nothing_is_refused() {
        assertThat(refused(cache(DataSize.ofBytes(0)))).isEmpty();
        assertThat(refused(cache(DataSize.ofBytes(-1)))).containsExactly("localMaxSize");
    }

    private static List<String> refused(Object settings) {
        return VALIDATOR.validate(settings).stream()
                .map(violation -> violation.getPropertyPath().toString())
                .toList();
    }

    @Test
    void nobody_waits_longer_by_default_than_at_most() {
        assertThat(new FreshnessSettings(SECOND, SECOND, 1)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new FreshnessSettings(SECOND.plusNanos(1), SECOND, 1));
    }
}
