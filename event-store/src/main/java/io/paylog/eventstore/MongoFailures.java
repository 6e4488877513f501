package io.paylog.eventstore;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import io.paylog.eventstore.InsertOutcome.DuplicateKey;
import io.paylog.eventstore.InsertOutcome.NeverSent;
import io.paylog.eventstore.InsertOutcome.Refused;
import io.paylog.eventstore.InsertOutcome.Unknown;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.BsonSerializationException;

/**
 * Says what the driver's exceptions mean. Only what is listed counts as certain; everything else may have happened.
 * Codes are those of MongoDB's <a href="https://www.mongodb.com/docs/manual/reference/error-codes/">error codes</a>.
 */
final class MongoFailures {

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

    private MongoFailures() {}

    static InsertOutcome ofInsert(RuntimeException failure) {
        keepInterrupt(failure);
        if (isDuplicateKey(failure)) {
            return new DuplicateKey();
        }
        if (isRefusal(failure)) {
            return new Refused(
                    new EventLogRefusedException("The commit was refused: " + failure.getMessage(), failure));
        }
        return neverLeft(failure) ? new NeverSent(failure) : new Unknown(failure);
    }

    /** @throws EventLogException in place of the driver's exceptions */
    static <T> T asking(Supplier<T> request) {
        try {
            return request.get();
        } catch (MongoException | BsonSerializationException | IllegalStateException e) {
            keepInterrupt(e);
            throw isRefusal(e)
                    ? new EventLogRefusedException("MongoDB refused: " + e.getMessage(), e)
                    : new EventLogUnavailableException("MongoDB did not answer: " + e.getMessage(), e);
        }
    }

    static boolean isDuplicateKey(RuntimeException failure) {
        return failure instanceof MongoException e
                && ErrorCategory.fromErrorCode(codeOf(e)) == ErrorCategory.DUPLICATE_KEY;
    }

    private static boolean isRefusal(RuntimeException failure) {
        return switch (failure) {
            // The write itself was accepted; only its durability is open.
            case MongoWriteConcernException _ -> false;
            case BsonSerializationException _ -> true;
            case MongoSecurityException _ -> true;
            case MongoConfigurationException _ -> true;
            case MongoIncompatibleDriverException _ -> true;
            case MongoException e -> REFUSALS.contains(codeOf(e));
            default -> false;
        };
    }

    private static boolean neverLeft(RuntimeException failure) {
        return switch (failure) {
            // A subtype of the next, but thrown at any time of an operation.
            case MongoOperationTimeoutException _ -> false;
            // No server selected or no connection in the pool. An answer that is late is another type.
            case MongoTimeoutException _ -> true;
            case MongoConnectionPoolClearedException _ -> true;
            case MongoSocketOpenException _ -> true;
            default -> false;
        };
    }

    private static int codeOf(MongoException failure) {
        return failure instanceof MongoBulkWriteException bulk
                        && !bulk.getWriteErrors().isEmpty()
                ? bulk.getWriteErrors().getFirst().getCode()
                : failure.getCode();
    }

    private static void keepInterrupt(RuntimeException failure) {
        if (failure instanceof MongoInterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
