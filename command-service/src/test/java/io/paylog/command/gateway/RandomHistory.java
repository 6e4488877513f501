package io.paylog.command.gateway;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.gateway.GatewayCaller.Pace;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.command.payments.PaymentsInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.bson.Document;

/**
 * One history of some payments that a seed determines: clients, the listing processor and workers take turns at random,
 * also in the middle of each other's steps, and die at any of them. What is concurrent in the service is nested here.
 */
final class RandomHistory implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int DEEPEST = 3;
    private static final int ROUNDS_TO_SETTLE = 2_000;
    private static final Duration DAY = Duration.ofDays(1);

    private final Random random;
    private final PaymentsInMemory payments = new PaymentsInMemory();
    private final RandomCommands clients;
    private final FaultyGateway gateway;
    private final GatewayWorkList workList;
    private final MongoCollection<Document> entries;
    private final AnnotationEventHandlerAdapter listing;
    private final GatewayCaller worker;
    private final List<PaymentCommand> sent = new ArrayList<>();
    private final List<Instant> happenedAt = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final boolean daysPass;
    private int listed;
    private int depth;
    private boolean calm;

    /**
     * @param keepsKeysFor how long the gateway promises to know a key; hours: days pass, too
     * @param adapter what stands between the workers and the gateway, which keeps its promises
     */
    RandomHistory(long seed, MongoDatabase database, Duration keepsKeysFor, UnaryOperator<PaymentGateway> adapter) {
        random = new Random(seed);
        clients = new RandomCommands(random);
        daysPass = keepsKeysFor.compareTo(DAY) < 0;
        gateway = new FaultyGateway(random, keepsKeysFor, () -> now, this::meanwhile);
        workList = new GatewayWorkList(database, () -> now);
        entries = database.getCollection("gateway_work");
        Pace pace = new Pace(
                IntervalFunction.ofExponentialBackoff(Duration.ofMillis(500), 2.0, LONGEST_PAUSE),
                new CatchUp(new Outage(LONGEST_PAUSE, () -> now), () -> workList.hasten(5)));
        AskGateway asking = new AskGateway(adapter.apply(gateway), () -> now, new SimpleMeterRegistry());
        worker = new GatewayCaller(asking, workList, this::record, pace);
        listing = new AnnotationEventHandlerAdapter(
                new ListGatewayWork(workList, new GatewayWorkers(workList, worker, GatewaySettings.defaults())));
    }

    /** Takes so many turns, then lets everything finish without further faults. */
    void run(int turns) {
        for (int i = 0; i < turns; i++) {
            turn();
            if (daysPass && random.nextInt(30) == 0) {
                now = now.plusSeconds(random.nextInt((int) DAY.multipliedBy(3).toSeconds()));
            }
        }
        calm = true;
        gateway.recover();
        for (int i = 0; i < ROUNDS_TO_SETTLE && !isSettled(); i++) {
            list();
            work();
            now = now.plus(LEASE);
        }
        if (!isSettled()) {
            throw new AssertionError(workList.open() + " calls never got their answer");
        }
    }

    private boolean isSettled() {
        return listed == payments.log().size() && open().stream().allMatch(this::isForgotten);
    }

    /** Whether nobody but a person finds out about a call. */
    private boolean isForgotten(Document entry) {
        Instant since = entry.getDate("callableSince").toInstant();
        return !gateway.knows(entry.getString("_id")) && !now.isBefore(since.plus(gateway.keepsKeysFor()));
    }

    private void turn() {
        switch (random.nextInt(12)) {
            case 0, 1 -> send(clients.next());
            case 2 -> repeatCommand();
            case 3, 4, 5 -> list();
            case 6 -> listAgain();
            case 7, 8, 9 -> work();
            case 10 -> now = now.plusMillis(random.nextInt(40_000));
            default -> gateway.change(random.nextInt(3) > 0);
        }
    }

    /** While a worker is in the middle of something, others take turns, and it may die. */
    private void meanwhile() {
        if (calm) {
            return;
        }
        if (depth < DEEPEST && random.nextInt(3) == 0) {
            depth++;
            for (int turns = random.nextInt(4); turns > 0; turns--) {
                turn();
            }
            depth--;
        }
        if (random.nextInt(20) == 0) {
            now = now.plus(LEASE);
        }
        if (random.nextInt(15) == 0) {
            throw new Death();
        }
    }

    private void send(PaymentCommand command) {
        sent.add(command);
        try {
            execute(command);
        } catch (PaymentRefused expected) {
            // Clients ask for the impossible, too.
        }
    }

    private void execute(PaymentCommand command) {
        payments.send(command);
        while (happenedAt.size() < payments.log().size()) {
            happenedAt.add(now);
        }
    }

    private void repeatCommand() {
        if (!sent.isEmpty()) {
            send(sent.get(random.nextInt(sent.size())));
        }
    }

    private void list() {
        if (listed < payments.log().size()) {
            handle(listed++);
        }
    }

    /** A processor that lost its position delivers what was delivered before, and may have been done long ago. */
    private void listAgain() {
        if (listed > 0) {
            handle(random.nextInt(listed));
        }
    }

    private void handle(int position) {
        EventMessage<?> event = payments.log().get(position);
        try {
            listing.handle(new GenericEventMessage<>(
                    event.getIdentifier(), event.getPayload(), event.getMetaData(), happenedAt.get(position)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void work() {
        int depthBefore = depth;
        try {
            workList.lease(LEASE).ifPresent(worker::call);
        } catch (Death expected) {
            depth = depthBefore;
        }
    }

    private void record(PaymentCommand answer, MessageContext context) {
        meanwhile();
        execute(answer);
        meanwhile();
        if (!calm && random.nextInt(15) == 0) {
            throw new IllegalStateException("outcome unknown");
        }
    }

    List<PaymentEvent> events() {
        return payments.events();
    }

    /** The keys of the calls that have no answer. */
    List<String> unanswered() {
        return open().stream().map(entry -> entry.getString("_id")).toList();
    }

    private List<Document> open() {
        return entries.find(Filters.exists("dueAt")).into(new ArrayList<>());
    }

    long parked() {
        return workList.parked();
    }

    FaultyGateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        payments.close();
    }

    /** The process of a worker ends. Not an exception, so that nothing in the service handles it. */
    private static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }
}
