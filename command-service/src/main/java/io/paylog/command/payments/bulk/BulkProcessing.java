package io.paylog.command.payments.bulk;

import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.payments.bulk.BulkEndpoint.Result;
import io.paylog.command.web.CommandFailures;
import io.paylog.web.LogContext;
import io.paylog.web.Problems;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Executes many payments side by side, so that the log stores them in few batches. Those with the same id follow each
 * other in their order. When the service stops, no further payment is begun, so that what became of the others is told in
 * time.
 */
@Component
class BulkProcessing implements SmartLifecycle, AutoCloseable {

    private final Commands commands;
    private final CommandFailures failures;
    private final ExecutorService threads;
    private final Duration startWithin;
    private volatile boolean stopped;

    BulkProcessing(Commands commands, CommandFailures failures, CommandServiceProperties properties) {
        this.commands = commands;
        this.failures = failures;
        this.threads = Executors.newFixedThreadPool(
                properties.bulk().concurrency(),
                Thread.ofPlatform().daemon().name("bulk-", 0).factory());
        this.startWithin = properties.bulk().startWithin();
    }

    /** What became of each item, in their order. */
    List<Result> process(List<BulkItem> items, MessageContext context) {
        Run run = new Run(context, System.nanoTime() + startWithin.toNanos());
        List<CompletableFuture<Map<Integer, Result>>> parts = groupedById(items).stream()
                .map(indexes -> CompletableFuture.supplyAsync(() -> processInOrder(items, indexes, run), threads))
                .toList();
        Map<Integer, Result> results = new TreeMap<>();
        parts.forEach(part -> results.putAll(part.join()));
        return List.copyOf(results.values());
    }

    private static Collection<List<Integer>> groupedById(List<BulkItem> items) {
        return IntStream.range(0, items.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> switch (items.get(i)) {
                            case BulkItem.Asked asked -> asked.command().paymentId();
                            case BulkItem.Wrong wrong -> wrong;
                        },
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    private Map<Integer, Result> processInOrder(List<BulkItem> items, List<Integer> indexes, Run run) {
        // The thread is another one: what is logged on it has no request to take the id from.
        try (LogContext _ = run.context().logged()) {
            Map<Integer, Result> results = new LinkedHashMap<>();
            indexes.forEach(i -> results.put(i, process(items.get(i), run)));
            return results;
        }
    }

    private Result process(BulkItem item, Run run) {
        return switch (item) {
            case BulkItem.Wrong wrong -> refused(wrong.id(), failures.explain(wrong.why()));
            case BulkItem.Asked asked -> process(asked.command(), run);
        };
    }

    private Result process(ProcessPayment command, Run run) {
        String id = command.paymentId().value();
        boolean inTime = System.nanoTime() - run.startBeforeNanos() < 0;
        return inTime && !stopped ? execute(id, command, run.context()) : refused(id, notBegun());
    }

    /** Whatever breaks down over one payment, what became of the others is told. */
    private Result execute(String id, ProcessPayment command, MessageContext context) {
        try {
            Commands.Accepted accepted = commands.send(command, context);
            return new Result(id, HttpStatus.CREATED.value(), accepted.written().version(), null, accepted.position());
        } catch (RuntimeException failure) {
            return refused(id, failures.explain(failure));
        } catch (Error brokenDown) {
            return refused(id, failures.explain(new IllegalStateException(brokenDown)));
        }
    }

    private static Result refused(@Nullable String id, ProblemDetail problem) {
        return new Result(id, problem.getStatus(), null, problem, null);
    }

    private static ProblemDetail notBegun() {
        return Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "not-begun",
                "This payment was not begun in time; nothing was stored.",
                true);
    }

    @Override
    public void start() {
        stopped = false;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean isRunning() {
        return !stopped;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    /** Right after clients have been sent away: until then they get what they ask for, and then the web server waits. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    /** @param startBeforeNanos as {@link System#nanoTime()} counts */
    private record Run(MessageContext context, long startBeforeNanos) {}
}
