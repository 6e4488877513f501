package io.paylog.query.stores;

import io.paylog.eventstore.EventLogSettings;
import io.paylog.web.DataSizeRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the log is held in memory at a time.
 *
 * @param batchEvents most events that one reader of the log takes at a time; the last commit is taken whole
 * @param batchSize about how much of the log one reader takes at a time; the last commit is taken whole
 * @param memoryEvents most events of the end of the log that are kept in memory for all readers of the process
 * @param memorySize about how much of the end of the log is kept in memory for all readers of the process
 */
@Validated
@ConfigurationProperties("paylog.reading")
record ReadingSettings(
        @Min(1) @Max(100_000) @DefaultValue("1000") int batchEvents,

        @DataSizeRange(min = "1KB", max = "255MB") @DefaultValue("8MB")
        DataSize batchSize,

        @Min(1) @Max(100_000) @DefaultValue("5000") int memoryEvents,

        @DataSizeRange(min = "1KB", max = "255MB") @DefaultValue("8MB")
        DataSize memorySize) {

    EventLogSettings applyTo(EventLogSettings settings) {
        return settings.withReadBatch(batchEvents, Math.toIntExact(batchSize.toBytes()))
                .withRecent(memoryEvents, Math.toIntExact(memorySize.toBytes()));
    }
}
