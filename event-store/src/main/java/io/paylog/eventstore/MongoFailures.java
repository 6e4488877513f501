package io.paylog.eventstore;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.bulk.BulkWriteError;
import io.paylog.eventstore.InsertOutcome.AllRefused;
import io.paylog.eventstore.InsertOutcome.DuplicateKey;
import io.paylog.eventstore.InsertOutcome.NeverSent;
import io.paylog.eventstore.InsertOutcome.Refused;
import io.paylog.eventstore.InsertOutcome.Unknown;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the driver's exceptions mean. Only what is listed counts as certain; everything else may have happened.
 * Codes are those of MongoDB's <a href="https://www.mongodb.com/docs/manual/reference/error-codes/">error codes</a>.
 */
final class MongoFailures {

    private static final Logger log = LoggerFactory.getLogger(MongoFailures.class);

    /** The server looked at the request itself and will say no each time. */
    private static final Set<Integer> REFUSALS = Set.of(
            2, // BadValue
            9, // FailedToParse
            13, // Unauthorized
            14, // TypeMismatch
            18, // AuthenticationFailed
            20, // IllegalOperation
            59, // CommandNotFound
            72, // InvalidOptions
            73, // InvalidNamespace
            85, // IndexOptionsConflict
            86, // IndexKeySpecsConflict
            121, // DocumentValidationFailure
            166, // CommandNotSupportedOnView
            8000, // AtlasError: rights
            10334, // BSONObjectTooLarge
            17420); // a document to insert is too large

    private static final Set<Integer> AUTHENTICATION_REFUSALS = Set.of(
            11, // UserNotFound
            13, // Unauthorized
            18); // AuthenticationFailed

    private static final Set<Integer> MISSING_RIGHTS = Set.of(
            13, // Unauthorized
            8000); // AtlasError: rights

    private MongoFailures() {}

    /** @param commits how many the request was to insert */
    static InsertOutcome ofInsert(RuntimeException failure, int commits) {
        keepInterrupt(failure);
        return switch (failure) {
            case MongoBulkWriteException answer -> ofBatch(answer);
            // The driver may have parted the batch, and sent what was before the one that is too large.
            case BsonMaximumSizeExceededException _ ->
                commits == 1 ? new Refused(0, refused(failure)) : new Unknown(failure);
            default -> ofRequest(failure);
        };
    }

    private static InsertOutcome ofRequest(RuntimeException failure) {
        if (isRefusal(failure)) {
            return new AllRefused(refused(failure));
        }
        return neverLeft(failure) ? new NeverSent(failure) : new Unknown(failure);
    }

    /** Of a write that is not part of the log's: why repeating it does not help; empty: it may. */
    static Optional<EventLogRefusedException> refusalOf(RuntimeException failure) {
        return switch (ofInsert(failure, 1)) {
            case Refused(int _, EventLogRefusedException cause) -> Optional.of(cause);
            case AllRefused(EventLogRefusedException cause) -> Optional.of(cause);
            case InsertOutcome.Landed _, DuplicateKey _, NeverSent _, Unknown _ -> Optional.empty();
        };
    }

    /**
     * An ordered batch ends at its first error. How many stand before it is said by the index of that error; counts of
     * inserted documents are not to be relied on. Whether those are durable is open when the answer says that a majority was
     * not waited for.
     */
    private static InsertOutcome ofBatch(MongoBulkWriteException answer) {
        if (answer.getWriteConcernError() != null || answer.getWriteErrors().isEmpty()) {
            return new Unknown(answer);
        }
        BulkWriteError first = answer.getWriteErrors().getFirst();
        if (isDuplicateKey(first.getCode())) {
            return new DuplicateKey(first.getIndex());
        }
        return REFUSALS.contains(first.getCode())
                ? new Refused(first.getIndex(), refused(answer))
                : new Unknown(answer);
    }

    private static EventLogRefusedException refused(RuntimeException failure) {
        return new EventLogRefusedException("The append was refused: " + failure.getMessage(), failure);
    }

    /** As {@link #asking}, and once more if the connection broke or the primary changed: for reads only. */
    static <T> T askingTwice(Supplier<T> read) {
        try {
            return asking(read);
        } catch (EventLogUnavailableException e) {
            if (isPassing(e.getCause())) {
                return asking(read);
            }
            throw e;
        }
    }

    private static boolean isPassing(@Nullable Throwable cause) {
        return switch (cause) {
            // It took its time already.
            case MongoSocketReadTimeoutException _ -> false;
            case MongoSocketException _, MongoNotPrimaryException _, MongoNodeIsRecoveringException _ -> true;
            case MongoConnectionPoolClearedException _ -> true;
            case null, default -> false;
        };
    }

    /** @throws EventLogException in place of the driver's exceptions */
    static <T> T asking(Supplier<T> request) {
        try {
            return request.get();
        } catch (MongoException | BsonSerializationException | IllegalStateException e) {
            keepInterrupt(e);
            // A duplicate key that the request does not expect: a unique index that the data rules out.
            throw isRefusal(e) || isDuplicateKey(e)
                    ? new EventLogRefusedException("MongoDB refused: " + e.getMessage(), e)
                    : new EventLogUnavailableException("MongoDB did not answer: " + e.getMessage(), e);
        }
    }

    /** For letting go of what the servers let go of by themselves. */
    static void ignoring(Runnable request) {
        try {
            request.run();
        } catch (MongoException | IllegalStateException e) {
            keepInterrupt(e);
            log.debug("MongoDB was not told to let go: {}", e.getMessage());
        }
    }

    static boolean isDuplicateKey(RuntimeException failure) {
        return failure instanceof MongoException e && isDuplicateKey(e.getCode());
    }

    private static boolean isDuplicateKey(int code) {
        return ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY;
    }

    private static boolean isRefusal(RuntimeException failure) {
        return switch (failure) {
            // The write itself was accepted; only its durability is open.
            case MongoWriteConcernException _ -> false;
            // Of what is sent; other failures of this family may be ones to read the answer.
            case BsonMaximumSizeExceededException _ -> true;
            case MongoSecurityException e -> isRefusedAuthentication(e);
            case MongoConfigurationException _ -> true;
            case MongoIncompatibleDriverException _ -> true;
            case MongoException e -> REFUSALS.contains(e.getCode());
            default -> false;
        };
    }

    /** The driver wraps whatever happens while a connection authenticates, a broken network too. */
    private static boolean isRefusedAuthentication(MongoSecurityException failure) {
        return switch (failure.getCause()) {
            case null -> true;
            case MongoCommandException answer -> AUTHENTICATION_REFUSALS.contains(answer.getCode());
            default -> false;
        };
    }

    static boolean isUnauthorized(MongoCommandException failure) {
        return MISSING_RIGHTS.contains(failure.getCode());
    }

    private static boolean neverLeft(RuntimeException failure) {
        return switch (failure) {
            // A subtype of the next, but thrown at any time of an operation.
            case MongoOperationTimeoutException _ -> false;
            // No server selected or no connection in the pool. An answer that is late is another type.
            case MongoTimeoutException _ -> true;
            case MongoConnectionPoolClearedException _ -> true;
            case MongoSocketOpenException _ -> true;
            // A connection authenticates before it is used.
            case MongoSecurityException _ -> true;
            default -> false;
        };
    }

    private static void keepInterrupt(RuntimeException failure) {
        if (failure instanceof MongoInterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
