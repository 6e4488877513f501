package io.paylog.query.payments.listing;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.projecting.RecordedEvent;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.RandomHistory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A log of random payments, and a view of it whose segments follow each at its own pace. */
final class ChangingView {

    private static final int SEGMENTS = 3;

    private final MongoCollection<PaymentDocument> collection;
    private final Random random;
    private final PaymentProjection projection = new PaymentProjection();
    private final List<RecordedEvent<PaymentEvent>> log = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<RandomHistory> histories = new ArrayList<>();
    private final Map<String, PaymentDocument> documents = new HashMap<>();
    private final int[] applied = new int[SEGMENTS];

    ChangingView(MongoCollection<PaymentDocument> collection, Random random) {
        this.collection = collection;
        this.random = random;
    }

    MongoCollection<PaymentDocument> collection() {
        return collection;
    }

    /** Every event up to it is in the view. */
    long position() {
        return Arrays.stream(applied).min().orElseThrow();
    }

    Instant now() {
        return PaymentStory.CREATED_AT.plusSeconds(log.size());
    }

    void append(PaymentEvent event) {
        long sequence = sequences.merge(event.paymentId().value(), 1L, Long::sum) - 1;
        log.add(new RecordedEvent<>(event, log.size() + 1L, sequence, now()));
    }

    /** So many things happen, some of which the view sees. */
    void change(int events) {
        for (int n = 0; n < events; n++) {
            append(history().next());
            follow(random.nextInt(SEGMENTS));
        }
    }

    private RandomHistory history() {
        if (histories.isEmpty() || random.nextInt(4) == 0) {
            PaymentStory story = PaymentStory.of("p-" + histories.size(), "org-1", 10);
            histories.add(new RandomHistory(story, random));
            return histories.getLast();
        }
        return histories.get(random.nextInt(histories.size()));
    }

    void catchUp() {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            apply(segment, log.size());
        }
    }

    private void follow(int segment) {
        apply(segment, applied[segment] + random.nextInt(log.size() - applied[segment] + 1));
    }

    private void apply(int segment, int upTo) {
        for (RecordedEvent<PaymentEvent> event : log.subList(applied[segment], upTo)) {
            String id = event.event().paymentId().value();
            if (Math.floorMod(id.hashCode(), SEGMENTS) == segment) {
                PaymentDocument document = projection.apply(documents.get(id), event);
                documents.put(id, document);
                collection.replaceOne(Filters.eq("_id", id), document, new ReplaceOptions().upsert(true));
            }
        }
        applied[segment] = upTo;
    }

    /** The payments after every event up to the position, by a fold that knows nothing of views. */
    List<PaymentDocument> asOf(long position) {
        Map<String, PaymentDocument> then = new HashMap<>();
        log.stream().filter(event -> event.position() <= position).forEach(event -> {
            String id = event.event().paymentId().value();
            then.put(id, projection.apply(then.get(id), event));
        });
        return List.copyOf(then.values());
    }

    boolean isDeleted(String id) {
        PaymentDocument document = documents.get(id);
        return document != null && document.status() == PaymentStatus.DELETED;
    }

    boolean hasChanged(String id, long since) {
        PaymentDocument document = documents.get(id);
        return document != null && document.position() > since;
    }

    /** The view, in which something happens before each read, and while its results come a few at a time. */
    MongoCollection<PaymentDocument> changingWithEachRead() {
        return changingBeforeReads(() -> change(random.nextInt(6)));
    }

    /** The view, in which something is done before each read and each result. */
    @SuppressWarnings("unchecked")
    MongoCollection<PaymentDocument> changingBeforeReads(Runnable change) {
        return (MongoCollection<PaymentDocument>) watched(MongoCollection.class, collection, change);
    }

    private static Object watched(Class<?> type, Object watched, Runnable change) {
        return Proxy.newProxyInstance(
                ChangingView.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (method.getName().equals("find") || method.getName().equals("next")) {
                        change.run();
                    }
                    try {
                        Object result = method.invoke(watched, args);
                        if (result instanceof FindIterable<?> found) {
                            return watched(FindIterable.class, found.batchSize(2), change);
                        }
                        return result instanceof MongoCursor<?> ? watched(MongoCursor.class, result, change) : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
