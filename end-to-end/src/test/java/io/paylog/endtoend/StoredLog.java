package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/** The log as it is stored, in order, read with nothing but the driver. */
record StoredLog(List<StoredEvent> events) {

    private static final long FIRST_POSITION = 1;

    /**
     * @param position in the log
     * @param version how many events its payment has with this one
     */
    record StoredEvent(
            long position, String paymentId, long version, String type, Instant at, Map<String, Object> payload) {

        long number(String field) {
            return (Long) payload.getOrDefault(field, 0L);
        }
    }

    static StoredLog read(MongoCollection<Document> commits) {
        return of(commits.find().sort(Sorts.ascending("_id")));
    }

    /** The events of commits, in which nothing may be missing: neither of the log nor of any payment. */
    static StoredLog of(Iterable<Document> commits) {
        List<StoredEvent> events = new ArrayList<>();
        for (Document commit : commits) {
            assertThat(commit.getLong("_id")).as("no gap and no overlap").isEqualTo(events.size() + FIRST_POSITION);
            long version = commit.getLong("firstSequence");
            for (Document event : commit.getList("events", Document.class)) {
                version++;
                events.add(event(events.size() + FIRST_POSITION, commit.getString("aggregateId"), version, event));
            }
        }
        requireVersionsWithoutGap(events);
        return new StoredLog(events);
    }

    /** The position of the last event, without reading the others. */
    static long head(MongoCollection<Document> commits) {
        Document last = commits.find().sort(Sorts.descending("_id")).first();
        return last == null
                ? 0
                : last.getLong("_id") + last.getList("events", Document.class).size() - 1;
    }

    private static StoredEvent event(long position, String paymentId, long version, Document event) {
        return new StoredEvent(
                position,
                paymentId,
                version,
                event.getString("type"),
                Instant.parse(event.getString("timestamp")),
                Json.map(event.getString("payload")));
    }

    private static void requireVersionsWithoutGap(List<StoredEvent> events) {
        Map<String, Long> last = new HashMap<>();
        for (StoredEvent event : events) {
            long before = last.getOrDefault(event.paymentId(), 0L);
            assertThat(event.version()).as("version of %s", event.paymentId()).isEqualTo(before + 1);
            last.put(event.paymentId(), event.version());
        }
    }

    /** The position of the last event; 0: there is none. */
    long head() {
        return events.size();
    }

    Optional<StoredEvent> at(long position) {
        return position < FIRST_POSITION || position > head()
                ? Optional.empty()
                : Optional.of(events.get(Math.toIntExact(position - FIRST_POSITION)));
    }
}
