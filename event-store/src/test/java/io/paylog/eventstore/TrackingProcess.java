package io.paylog.eventstore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.bson.Document;

/** Fills a log with events, and tracks them with a handler that does nothing, in a process whose heap holds but few. */
final class TrackingProcess {

    private static final int SMALL = 1_000;
    private static final int EVENTS_PER_COMMIT = 100;
    private static final int COMMITS_PER_INSERT = 20;

    private TrackingProcess() {}

    static List<String> arguments(EventLogSettings log, int events) {
        return List.of(log.connectionString(), log.database(), Integer.toString(events));
    }

    public static void main(String... arguments) throws InterruptedException {
        EventLogSettings settings = EventLogSettings.of(arguments[0], arguments[1])
                .withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30));
        long events = Long.parseLong(arguments[2]);
        try (EventLog log = EventLog.open(settings, WakeUp.none())) {
            timed("filled", () -> fill(settings, events));
            EmptyHandler handler = new EmptyHandler(events);
            timed("tracked", () -> track(log, handler));
            System.out.println("handled " + handler.last + " of which out of order " + handler.outOfOrder);
            System.out.println("largest heap " + largestHeapMebibytes() + " MiB");
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void timed(String name, Work work) throws InterruptedException {
        long start = System.nanoTime();
        work.run();
        System.out.println(
                name + " in " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
    }

    /** As the appender would write them, were it not for the time: the first thousand one by one, then by hundreds. */
    private static void fill(EventLogSettings settings, long events) {
        try (MongoClient client = MongoClients.create(settings.connectionString())) {
            MongoCollection<Document> commits =
                    client.getDatabase(settings.database()).getCollection("commits");
            List<Document> batch = new ArrayList<>();
            Head head = Head.OF_EMPTY_LOG;
            for (int i = 0; head.lastPosition() < events; i++) {
                long left = events - head.lastPosition();
                int size = i < SMALL ? 1 : (int) Math.min(EVENTS_PER_COMMIT, left);
                LoggedCommit commit =
                        LoggedCommit.behind(head, TestLogs.commit("aggregate-" + i, 0, size), "commit-" + i);
                batch.add(CommitDocuments.write(commit));
                head = commit.asHead();
                if (batch.size() == COMMITS_PER_INSERT || head.lastPosition() == events) {
                    commits.insertMany(batch);
                    batch.clear();
                }
            }
        }
    }

    private static void track(EventLog log, EmptyHandler handler) throws InterruptedException {
        ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
        ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
        PooledStreamingEventProcessor processor = PooledStreamingEventProcessor.builder()
                .name("tracking")
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(handler)
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                        .build())
                .messageSource(new EventLogMessageSource(
                        log, JacksonSerializer.defaultSerializer(), NoOpEventUpcaster.INSTANCE))
                .tokenStore(new InMemoryTokenStore())
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(worker)
                .initialSegmentCount(1)
                .batchSize(500)
                .initialToken(StreamableMessageSource::createTailToken)
                .build();
        try {
            processor.start();
            handler.all.await();
        } finally {
            processor.shutDown();
            coordinator.shutdownNow();
            worker.shutdownNow();
        }
    }

    /** The most that was in use at a time, garbage included. */
    private static long largestHeapMebibytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }

    /** Of one segment, whose events are handled by one thread at a time. */
    static final class EmptyHandler {

        private final CountDownLatch all = new CountDownLatch(1);
        private final long events;
        private volatile long last;
        private final AtomicLong outOfOrder = new AtomicLong();

        EmptyHandler(long events) {
            this.events = events;
        }

        @EventHandler
        void on(Things.Renamed event, TrackingToken token) {
            long position = token.position().orElseThrow();
            if (position != last + 1) {
                outOfOrder.incrementAndGet();
            }
            last = position;
            if (position == events) {
                all.countDown();
            }
        }
    }
}
