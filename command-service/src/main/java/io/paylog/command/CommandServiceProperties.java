package io.paylog.command;

import io.paylog.web.DataSizeRange;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Everything about the command service that can be configured.
 *
 * @param queryUrl where clients reach the query service, the base of {@code Location}; empty: relative to this service
 */
@Validated
@ConfigurationProperties("paylog")
public record CommandServiceProperties(
        @DefaultValue @Valid Mongodb mongodb,
        @DefaultValue Redis redis,
        @DefaultValue @Valid Commands commands,
        @DefaultValue @Valid Appends appends,
        @DefaultValue @Valid Bulk bulk,
        @DefaultValue @Valid Gateway gateway,
        @DefaultValue @Valid Aggregates aggregates,
        @DefaultValue @Valid Snapshots snapshots,
        @DefaultValue("") String queryUrl) {

    /**
     * Where the log and this service's own documents are.
     *
     * @param uri connection string of a replica set, without a database
     * @param eventDatabase holds the log; the same for both services
     * @param commandDatabase holds the work list of the gateway, processor tokens, the simulated gateway's ledger
     * @param startWait how long a start waits for MongoDB to answer; 0: not at all
     */
    public record Mongodb(
            @NotBlank @DefaultValue("mongodb://127.0.0.1:27017/?replicaSet=rs0")
            String uri,

            @NotBlank @DefaultValue("paylog_events") String eventDatabase,
            @NotBlank @DefaultValue("paylog_commands") String commandDatabase,

            @DurationMin(millis = 0) @DurationMax(seconds = 600) @DefaultValue("60s")
            Duration startWait) {}

    /**
     * Where hints of new events are sent.
     *
     * @param uri such as {@code redis://127.0.0.1:6379}; empty: no hints, readers poll
     */
    public record Redis(@DefaultValue("") String uri) {}

    /**
     * How commands are executed.
     *
     * @param maxAttempts how often a command is tried at most when other writers are faster
     * @param conflictBackoff mean pause before the second attempt, doubled each time, with jitter
     * @param maxConflictBackoff longest mean pause between two attempts
     */
    public record Commands(
            @Min(1) @Max(20) @DefaultValue("10") int maxAttempts,
            @DurationMin(millis = 1) @DefaultValue("5ms") Duration conflictBackoff,
            @DurationMin(millis = 1) @DefaultValue("100ms") Duration maxConflictBackoff) {}

    /**
     * How much is written to the log at once.
     *
     * @param maxEvents most events that one command may lead to
     * @param maxSize longest that the events of one command may be together
     * @param maxBatchCommits most commands whose events are stored with one request to MongoDB
     * @param maxBatchSize longest that the events of such a request may be together
     * @param maxWaiting commands whose events wait while others are stored, per process; further ones are refused
     */
    public record Appends(
            @Min(10) @Max(10_000) @DefaultValue("1000") int maxEvents,

            @DataSizeRange(min = "64KB", max = "8MB") @DefaultValue("8MB")
            DataSize maxSize,

            @Min(1) @Max(1_000) @DefaultValue("500") int maxBatchCommits,

            @DataSizeRange(min = "8MB", max = "32MB") @DefaultValue("16MB")
            DataSize maxBatchSize,

            @Min(1) @Max(100_000) @DefaultValue("1000") int maxWaiting) {}

    /**
     * How many payments are taken in one request.
     *
     * @param maxBody the longest body of a bulk request that is read
     * @param maxItem the longest payment in a bulk request
     * @param maxRequests most bulk requests under way at once, per process, each of which holds its body in memory
     * @param concurrency most payments of bulk requests under way at once, per process
     * @param startWithin payments of a bulk request that have not been begun after this time are not begun any more
     */
    public record Bulk(
            @DataSizeRange(min = "1B", max = "2047MB") @DefaultValue("16MB")
            DataSize maxBody,

            @DataSizeRange(min = "1B", max = "2047MB") @DefaultValue("1MB")
            DataSize maxItem,

            @Min(1) @Max(1_000) @DefaultValue("8") int maxRequests,
            @Min(1) @Max(1_000) @DefaultValue("64") int concurrency,
            @DurationMin(millis = 1) @DefaultValue("30s") Duration startWithin) {}

    /**
     * How the payment gateway is called.
     *
     * @param adapter which gateway is called; {@code simulated} moves no money
     * @param adoptLog takes over a log that the command database does not belong to, as after a restore: the gateway is
     *     called for new payments only
     * @param concurrency most calls under way at once, per process
     * @param lease how long a call belongs to the worker that took it; longer than any call lasts
     * @param pollInterval how often the work list is looked at when nothing signals new work
     * @param backoff mean pause after the first call without an answer, doubled each time, with jitter
     * @param maxBackoff longest mean pause between calls for one answer
     * @param catchUp most postponed calls that a process makes due at once when the gateway answers again after an outage;
     *     0: each waits out its pause
     * @param unresolvedAfter from when on a call without an answer counts as unresolved in metrics and alerts
     * @param metricsInterval pause between two readings of the work list for metrics
     * @param shutdownWait how long a stop waits for calls under way
     * @param slowCall how long the simulated gateway takes over {@code pm_slow}
     */
    public record Gateway(
            @NotBlank @DefaultValue("simulated") String adapter,
            @DefaultValue("false") boolean adoptLog,
            @Min(1) @Max(10_000) @DefaultValue("64") int concurrency,
            @DurationMin(seconds = 1) @DefaultValue("30s") Duration lease,
            @DurationMin(millis = 10) @DefaultValue("500ms") Duration pollInterval,
            @DurationMin(millis = 10) @DefaultValue("500ms") Duration backoff,
            @DurationMin(millis = 10) @DefaultValue("1m") Duration maxBackoff,
            @Min(0) @Max(10_000) @DefaultValue("1000") int catchUp,
            @DurationMin(seconds = 1) @DefaultValue("5m") Duration unresolvedAfter,
            @DurationMin(millis = 1) @DefaultValue("5s") Duration metricsInterval,
            @DurationMin(millis = 1) @DefaultValue("10s") Duration shutdownWait,
            @DurationMin(millis = 1) @DefaultValue("2s") Duration slowCall) {}

    /**
     * How payments are kept in memory between commands.
     *
     * @param cacheMemory about how much memory payments are kept in; 0: none, each command reads its payment's events
     * @param lockWait how long a command waits for others of the same payment before it is refused as one too many
     */
    public record Aggregates(
            @DataSizeRange(max = "1TB") @DefaultValue("64MB")
            DataSize cacheMemory,

            @DurationMin(millis = 1) @DurationMax(seconds = 60) @DefaultValue("3s")
            Duration lockWait) {}

    /**
     * When the state of a payment is stored beside its events, so that fewer of them have to be read.
     *
     * @param events a snapshot is taken when so many events have to be read or were added since the last one
     * @param loadTime a snapshot is taken when reading the events took so long
     * @param maxWaiting snapshots that wait to be taken; further ones are dropped and asked for again by the next load
     */
    public record Snapshots(
            @Min(2) @Max(100_000) @DefaultValue("50") int events,
            @DurationMin(millis = 1) @DefaultValue("20ms") Duration loadTime,
            @Min(1) @Max(10_000) @DefaultValue("100") int maxWaiting) {}
}
