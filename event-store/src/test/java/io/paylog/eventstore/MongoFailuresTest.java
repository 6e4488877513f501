package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import io.paylog.eventstore.InsertOutcome.AllRefused;
import io.paylog.eventstore.InsertOutcome.DuplicateKey;
import io.paylog.eventstore.InsertOutcome.NeverSent;
import io.paylog.eventstore.InsertOutcome.Refused;
import io.paylog.eventstore.InsertOutcome.Unknown;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoFailuresTest {

    private static final ServerAddress SERVER = new ServerAddress();

    private static final MongoCredential CREDENTIAL =
            MongoCredential.createCredential("somebody", "admin", new char[] {'x'});

    static final Set<Integer> UNCERTAIN_CODES = Set.of(
            50, // MaxTimeMSExpired
            64, // WriteConcernFailed
            89, // NetworkTimeout
            91, // ShutdownInProgress
            112, // WriteConflict
            189, // PrimarySteppedDown
            262, // ExceededTimeLimit
            10107, // NotWritablePrimary
            11600, // InterruptedAtShutdown
            11602); // InterruptedDueToReplStateChange

    static Stream<Arguments> insertFailures() {
        return Stream.of(
                Arguments.of(batch(List.of(), concern(64)), Unknown.class),
                Arguments.of(batch(List.of(), concern(13)), Unknown.class),
                Arguments.of(new MongoTimeoutException("no primary"), NeverSent.class),
                Arguments.of(new MongoSocketOpenException("refused", SERVER), NeverSent.class),
                Arguments.of(new MongoOperationTimeoutException("late"), Unknown.class),
                Arguments.of(new MongoSocketReadException("reset", SERVER), Unknown.class),
                Arguments.of(
                        new MongoSocketReadTimeoutException("late", SERVER, new IllegalStateException()),
                        Unknown.class),
                Arguments.of(new MongoNotPrimaryException(response(10107), SERVER), Unknown.class),
                Arguments.of(writeConcernError(64), Unknown.class),
                Arguments.of(writeConcernError(13), Unknown.class),
                Arguments.of(new IllegalStateException("closed"), Unknown.class),
                Arguments.of(command(13), AllRefused.class),
                Arguments.of(command(18), AllRefused.class),
                Arguments.of(new BsonMaximumSizeExceededException("too large"), Unknown.class),
                Arguments.of(new MongoConfigurationException("srv"), AllRefused.class),
                Arguments.of(new BsonSerializationException("not the answer that was expected"), Unknown.class),
                Arguments.of(new MongoSecurityException(null, "password"), AllRefused.class),
                Arguments.of(authenticating(command(18)), AllRefused.class),
                Arguments.of(authenticating(command(13)), AllRefused.class),
                Arguments.of(authenticating(command(11)), AllRefused.class),
                Arguments.of(authenticating(command(91)), NeverSent.class),
                Arguments.of(authenticating(command(11600)), NeverSent.class),
                Arguments.of(authenticating(new MongoSocketReadException("reset", SERVER)), NeverSent.class));
    }

    @ParameterizedTest
    @MethodSource("insertFailures")
    void the_outcome_of_an_insert_is_only_as_certain_as_the_failure(
            RuntimeException failure, Class<? extends InsertOutcome> outcome) {
        assertThat(MongoFailures.ofInsert(failure, 10)).isInstanceOf(outcome);
    }

    @ParameterizedTest
    @FieldSource("UNCERTAIN_CODES")
    void a_code_of_a_server_in_trouble_leaves_the_outcome_unknown(int code) {
        assertThat(MongoFailures.ofInsert(command(code), 10)).isInstanceOf(Unknown.class);
        assertThat(MongoFailures.ofInsert(writeError(code), 10)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {11000, 11001, 12582})
    void a_duplicate_key_tells_how_many_landed_by_the_place_of_the_error(int code) {
        assertThat(MongoFailures.ofInsert(writeError(2, code), 10)).isEqualTo(new DuplicateKey(2));
        assertThat(MongoFailures.ofInsert(writeError(0, code), 10)).isEqualTo(new DuplicateKey(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 79, 91, 100, 189, 11602})
    void errors_beside_a_write_concern_error_say_nothing_of_any_commit(int code) {
        BulkWriteError duplicate = new BulkWriteError(11000, "no", new BsonDocument(), 1);
        BulkWriteError invalid = new BulkWriteError(121, "no", new BsonDocument(), 1);

        assertThat(MongoFailures.ofInsert(batch(List.of(duplicate), concern(code)), 10))
                .isInstanceOf(Unknown.class);
        assertThat(MongoFailures.ofInsert(batch(List.of(invalid), concern(code)), 10))
                .isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {121, 10334, 17420})
    void a_commit_refused_in_a_batch_is_told_by_its_place(int code) {
        assertThat(MongoFailures.ofInsert(writeError(3, code), 10))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.landed()).isEqualTo(3));
    }

    @Test
    void a_single_commit_that_the_driver_finds_too_large_is_refused() {
        assertThat(MongoFailures.ofInsert(new BsonMaximumSizeExceededException("too large"), 1))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.landed()).isZero());
    }

    /** No server does: an answer to the whole request would not tell which commits it was about. */
    @Test
    void a_duplicate_key_without_a_place_says_nothing() {
        assertThat(MongoFailures.ofInsert(command(11000), 10)).isInstanceOf(Unknown.class);
    }

    @Test
    void a_failed_read_is_worth_repeating_unless_it_was_refused() {
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> MongoFailures.asking(() -> fail(new MongoTimeoutException("no primary"))))
                .matches(EventLogException::repeatingHelps);
        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> MongoFailures.asking(() -> fail(command(13))))
                .matches(refused -> !refused.repeatingHelps());
    }

    @Test
    void a_network_that_fails_while_a_connection_authenticates_is_worth_repeating() {
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> MongoFailures.asking(
                        () -> fail(authenticating(new MongoSocketReadException("reset", SERVER)))));
    }

    @Test
    void a_unique_index_that_the_data_rules_out_is_refused() {
        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> MongoFailures.asking(() -> fail(command(11000))));
    }

    @Test
    void a_read_is_repeated_once_when_the_primary_changed_and_not_when_it_took_its_time() {
        AtomicInteger reads = new AtomicInteger();

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> MongoFailures.askingTwice(() -> {
                    reads.incrementAndGet();
                    return fail(new MongoNotPrimaryException(response(10107), SERVER));
                }));
        assertThat(reads).hasValue(2);
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> MongoFailures.askingTwice(() -> {
                    reads.incrementAndGet();
                    return fail(new MongoSocketReadTimeoutException("late", SERVER, new IllegalStateException()));
                }));
        assertThat(reads).hasValue(3);
    }

    @Test
    void an_interrupted_thread_stays_interrupted() {
        InsertOutcome outcome = MongoFailures.ofInsert(new MongoInterruptedException("interrupted", null), 10);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(Unknown.class);
    }

    private static Object fail(RuntimeException failure) {
        throw failure;
    }

    private static MongoSecurityException authenticating(MongoException cause) {
        return new MongoSecurityException(CREDENTIAL, "Exception authenticating", cause);
    }

    private static MongoException writeError(int code) {
        return writeError(0, code);
    }

    private static MongoException writeError(int index, int code) {
        return batch(List.of(new BulkWriteError(code, "no", new BsonDocument(), index)), null);
    }

    /** The count is one that some servers give, and wrong. */
    private static MongoException batch(List<BulkWriteError> errors, @Nullable WriteConcernError concern) {
        BulkWriteResult wrong = BulkWriteResult.acknowledged(7, 0, 0, 0, List.of(), List.of());
        return new MongoBulkWriteException(wrong, errors, concern, SERVER, Set.of());
    }

    private static WriteConcernError concern(int code) {
        return new WriteConcernError(code, "code", "late", new BsonDocument());
    }

    private static MongoException writeConcernError(int code) {
        return new MongoWriteConcernException(concern(code), WriteConcernResult.unacknowledged(), SERVER, Set.of());
    }

    private static MongoException command(int code) {
        return new MongoCommandException(response(code), SERVER);
    }

    private static BsonDocument response(int code) {
        return new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("no"));
    }
}
