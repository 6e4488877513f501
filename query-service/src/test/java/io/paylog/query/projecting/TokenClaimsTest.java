package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.query.testing.OwnDatabase;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nodes rely on that share the segments of a projection, of the token store as this service configures it. */
@ExtendWith(OwnDatabase.class)
@SuppressWarnings("NullAway.Init")
class TokenClaimsTest {

    private static final Failures FAILURES = new Failures("test", Clock.systemUTC());
    private static final GlobalSequenceTrackingToken TAIL = new GlobalSequenceTrackingToken(0);
    private static final GlobalSequenceTrackingToken LATER = new GlobalSequenceTrackingToken(7);

    private MongoDatabase views;
    private TokenStore one;
    private TokenStore other;

    @BeforeEach
    void connect(MongoDatabase own) {
        views = own;
        one = node(Duration.ofMinutes(1));
        other = node(Duration.ofMinutes(1));
        one.initializeTokenSegments("p", 4, TAIL);
    }

    /** @param claimExtension a tenth of the time after which a claim runs out */
    private TokenStore node(Duration claimExtension) {
        return new ProjectionEnvironment(
                        new TestLog(), views, MessageSerializer.create(), TestSettings.projections(4, claimExtension))
                .tokenStore(FAILURES);
    }

    @Test
    void every_node_finds_the_segments_that_one_has_made_where_they_begin() {
        assertThat(other.fetchSegments("p")).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(other.fetchSegments("another")).isEmpty();
        for (int segment : other.fetchSegments("p")) {
            assertThat(other.fetchToken("p", segment)).isEqualTo(TAIL);
        }
    }

    @Test
    void a_segment_that_one_node_has_claimed_is_nobody_elses() {
        one.fetchToken("p", 2);

        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> other.fetchToken("p", 2));
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> other.extendClaim("p", 2));
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> other.deleteToken("p", 2));
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> other.storeToken(LATER, "p", 2));
        assertThat(one.fetchToken("p", 2)).isEqualTo(TAIL);
        one.extendClaim("p", 2);
    }

    @Test
    void segments_that_others_have_claimed_are_not_available() {
        one.fetchToken("p", 2);

        assertThat(other.fetchAvailableSegments("p"))
                .extracting(Segment::getSegmentId)
                .containsExactlyInAnyOrder(0, 1, 3);
    }

    @Test
    void whoever_claims_a_released_segment_goes_on_where_it_was_left() {
        one.fetchToken("p", 2);
        one.storeToken(LATER, "p", 2);
        one.releaseClaim("p", 2);

        assertThat(other.fetchToken("p", 2)).isEqualTo(LATER);
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> one.storeToken(TAIL, "p", 2));
        assertThat(other.fetchToken("p", 2)).isEqualTo(LATER);
    }

    @Test
    void nobody_releases_the_claim_of_another_node() {
        one.fetchToken("p", 2);
        other.releaseClaim("p", 2);

        one.extendClaim("p", 2);
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> other.fetchToken("p", 2));
    }

    @Test
    void a_claim_that_is_not_extended_runs_out() {
        one.fetchToken("p", 2);
        one.storeToken(LATER, "p", 2);
        TokenStore hasty = node(Duration.ofMillis(100));

        await().ignoreExceptionsInstanceOf(UnableToClaimTokenException.class)
                .untilAsserted(() -> assertThat(hasty.fetchToken("p", 2)).isEqualTo(LATER));
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> one.extendClaim("p", 2));
    }

    @Test
    void of_nodes_that_claim_at_once_one_succeeds() throws Exception {
        List<TokenStore> nodes = List.of(one, other, node(Duration.ofMinutes(1)), node(Duration.ofMinutes(1)));
        try (ExecutorService executor = Executors.newFixedThreadPool(nodes.size())) {
            for (int segment : one.fetchSegments("p")) {
                List<Callable<Integer>> claims = nodes.stream()
                        .<Callable<Integer>>map(node -> () -> claimed(node, segment))
                        .toList();
                int successes = 0;
                for (Future<Integer> claim : executor.invokeAll(claims)) {
                    successes += claim.get();
                }
                assertThat(successes).isOne();
            }
        }
    }

    private static int claimed(TokenStore node, int segment) {
        try {
            node.fetchToken("p", segment);
            return 1;
        } catch (UnableToClaimTokenException lost) {
            return 0;
        }
    }

    @Test
    void a_segment_is_made_once_and_is_gone_when_its_owner_deletes_it() {
        assertThatExceptionOfType(UnableToInitializeTokenException.class)
                .isThrownBy(() -> other.initializeSegment(LATER, "p", 2));
        assertThat(one.fetchToken("p", 2)).isEqualTo(TAIL);

        one.deleteToken("p", 2);
        assertThat(other.fetchSegments("p")).containsExactlyInAnyOrder(0, 1, 3);
        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> other.fetchToken("p", 2));
    }

    @Test
    void all_nodes_know_the_store_by_the_same_name() {
        assertThat(one.retrieveStorageIdentifier()).isPresent().isEqualTo(other.retrieveStorageIdentifier());
    }
}
