package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteConcernResult;
import com.mongodb.WriteError;
import com.mongodb.bulk.WriteConcernError;
import io.paylog.eventstore.InsertOutcome.DuplicateKey;
import io.paylog.eventstore.InsertOutcome.NeverSent;
import io.paylog.eventstore.InsertOutcome.Refused;
import io.paylog.eventstore.InsertOutcome.Unknown;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

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
                Arguments.of(writeError(11000), DuplicateKey.class),
                Arguments.of(command(11000), DuplicateKey.class),
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
                Arguments.of(command(13), Refused.class),
                Arguments.of(command(18), Refused.class),
                Arguments.of(writeError(121), Refused.class),
                Arguments.of(new BsonMaximumSizeExceededException("too large"), Refused.class),
                Arguments.of(new MongoConfigurationException("srv"), Refused.class),
                Arguments.of(new BsonSerializationException("not the answer that was expected"), Unknown.class),
                Arguments.of(new MongoSecurityException(null, "password"), Refused.class),
                Arguments.of(authenticating(command(18)), Refused.class),
                Arguments.of(authenticating(command(13)), Refused.class),
                Arguments.of(authenticating(command(11)), Refused.class),
                Arguments.of(authenticating(command(91)), NeverSent.class),
                Arguments.of(authenticating(command(11600)), NeverSent.class),
                Arguments.of(authenticating(new MongoSocketReadException("reset", SERVER)), NeverSent.class));
    }

    @ParameterizedTest
    @MethodSource("insertFailures")
    void the_outcome_of_an_insert_is_only_as_certain_as_the_failure(
            RuntimeException failure, Class<? extends InsertOutcome> outcome) {
        assertThat(MongoFailures.ofInsert(failure)).isInstanceOf(outcome);
    }

    @ParameterizedTest
    @FieldSource("UNCERTAIN_CODES")
    void a_code_of_a_server_in_trouble_leaves_the_outcome_unknown(int code) {
        assertThat(MongoFailures.ofInsert(command(code))).isInstanceOf(Unknown.class);
        assertThat(MongoFailures.ofInsert(writeError(code))).isInstanceOf(Unknown.class);
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
        InsertOutcome outcome = MongoFailures.ofInsert(new MongoInterruptedException("interrupted", null));

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
        return new MongoWriteException(new WriteError(code, "no", new BsonDocument()), SERVER, Set.of());
    }

    private static MongoException writeConcernError(int code) {
        return new MongoWriteConcernException(
                new WriteConcernError(code, "code", "late", new BsonDocument()),
                WriteConcernResult.unacknowledged(),
                SERVER,
                Set.of());
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
