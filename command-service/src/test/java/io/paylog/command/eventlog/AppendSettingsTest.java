package io.paylog.command.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.command.CommandServiceProperties;
import io.paylog.eventstore.AppendBounds;
import io.paylog.eventstore.BatchBounds;
import io.paylog.eventstore.CommitBounds;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** {@code paylog.appends.*}, from the text of a setting to what the log is opened with. */
class AppendSettingsTest {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private static AppendBounds bound(Map<String, String> settings) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return EventLogConfiguration.bounds(new Binder(new MapConfigurationPropertySource(settings))
                    .bindOrCreate(
                            "paylog",
                            Bindable.of(CommandServiceProperties.class),
                            new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator())))
                    .appends());
        }
    }

    private static AppendBounds bounds(int events, int size, int batchCommits, int batchSize, int waiting) {
        return new AppendBounds(new CommitBounds(events, size), new BatchBounds(batchCommits, batchSize), waiting);
    }

    @Test
    void what_is_not_set_has_its_default() {
        assertThat(bound(Map.of())).isEqualTo(bounds(1_000, 8 * MIB, 500, 16 * MIB, 1_000));
    }

    @Test
    void the_least_and_the_greatest_are_taken_for_what_they_bound() {
        assertThat(bound(Map.of(
                        "paylog.appends.max-events", "10",
                        "paylog.appends.max-size", "64KB",
                        "paylog.appends.max-batch-commits", "1",
                        "paylog.appends.max-batch-size", "8MB",
                        "paylog.appends.max-waiting", "1")))
                .isEqualTo(bounds(10, 64 * KIB, 1, 8 * MIB, 1));
        assertThat(bound(Map.of(
                        "paylog.appends.max-events", "10000",
                        "paylog.appends.max-size", "8MB",
                        "paylog.appends.max-batch-commits", "1000",
                        "paylog.appends.max-batch-size", "32MB",
                        "paylog.appends.max-waiting", "100000")))
                .isEqualTo(bounds(10_000, 8 * MIB, 1_000, 32 * MIB, 100_000));
    }

    @ParameterizedTest
    @CsvSource({
        "max-events, 9, maxEvents",
        "max-events, 10001, maxEvents",
        "max-size, 65535B, maxSize",
        "max-size, 8388609B, maxSize",
        "max-batch-commits, 0, maxBatchCommits",
        "max-batch-commits, 1001, maxBatchCommits",
        "max-batch-size, 8388607B, maxBatchSize",
        "max-batch-size, 33554433B, maxBatchSize",
        "max-waiting, 0, maxWaiting",
        "max-waiting, 100001, maxWaiting"
    })
    void what_is_beyond_a_bound_is_refused_by_name(String setting, String value, String field) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bound(Map.of("paylog.appends." + setting, value)))
                .havingCause()
                .isInstanceOf(BindValidationException.class)
                .withMessageContaining("'" + field + "'");
    }
}
