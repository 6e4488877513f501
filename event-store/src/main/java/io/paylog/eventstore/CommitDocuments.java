package io.paylog.eventstore;

import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Commits as documents of the collection {@code commits}. Time stamps of events are ISO 8601 strings, which keep every
 * nanosecond; {@code latest} is a date of milliseconds, which is enough for an index to look up.
 */
final class CommitDocuments {

    static final String POSITION = "_id";
    static final String AGGREGATE_ID = "aggregateId";
    static final String FIRST_SEQUENCE = "firstSequence";
    static final String LATEST = "latest";

    private static final String AGGREGATE_TYPE = "aggregateType";
    private static final String COMMIT_ID = "commitId";
    private static final String EVENTS = "events";

    /** Enough to know where a commit ends, without its payload. */
    static final Bson EXTENT = Projections.include(AGGREGATE_ID, FIRST_SEQUENCE, LATEST, COMMIT_ID, EVENTS + ".id");

    private CommitDocuments() {}

    static Document write(LoggedCommit commit) {
        return new Document(POSITION, commit.firstPosition())
                .append(AGGREGATE_TYPE, commit.aggregateType())
                .append(AGGREGATE_ID, commit.aggregateId())
                .append(FIRST_SEQUENCE, commit.firstSequence())
                .append(LATEST, Instant.ofEpochMilli(commit.latestMillis()))
                .append(COMMIT_ID, commit.commitId())
                .append(
                        EVENTS,
                        commit.events().stream()
                                .map(CommitDocuments::writeEvent)
                                .toList());
    }

    static LoggedCommit read(Document document) {
        return new LoggedCommit(
                position(document),
                document.getString(AGGREGATE_TYPE),
                document.getString(AGGREGATE_ID),
                document.getLong(FIRST_SEQUENCE),
                latest(document),
                document.getString(COMMIT_ID),
                events(document).stream().map(CommitDocuments::readEvent).toList());
    }

    static long position(Document document) {
        return document.getLong(POSITION);
    }

    static String commitId(Document document) {
        return document.getString(COMMIT_ID);
    }

    /** Also of a document under the projection {@link #EXTENT}. */
    static CommitKey key(Document document) {
        return new CommitKey(document.getString(AGGREGATE_ID), document.getLong(FIRST_SEQUENCE));
    }

    /** Also of a document under the projection {@link #EXTENT}. */
    static Head end(Document document) {
        long first = position(document);
        return new Head(first, first + events(document).size() - 1, latest(document));
    }

    /** Also of a document under the projection {@link #EXTENT}. */
    static long lastSequence(Document document) {
        return document.getLong(FIRST_SEQUENCE) + events(document).size() - 1;
    }

    private static long latest(Document document) {
        return document.getDate(LATEST).toInstant().toEpochMilli();
    }

    private static List<Document> events(Document document) {
        return document.getList(EVENTS, Document.class);
    }

    private static Document writeEvent(EventEntry event) {
        return appendEvent(new Document(), event);
    }

    /** The fields of an event, also where they stand among others. */
    static Document appendEvent(Document document, EventEntry event) {
        document.append("id", event.id()).append("type", event.type());
        if (event.revision() != null) {
            document.append("revision", event.revision());
        }
        return document.append("timestamp", event.timestamp().toString())
                .append("payload", event.payload())
                .append("metadata", event.metadata());
    }

    static EventEntry readEvent(Document document) {
        return new EventEntry(
                document.getString("id"),
                document.getString("type"),
                document.getString("revision"),
                Instant.parse(document.getString("timestamp")),
                document.getString("payload"),
                document.getString("metadata"));
    }
}
