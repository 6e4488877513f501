package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoDatabase;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.query.testing.OwnDatabase;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestSettings;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnDatabase.class)
@SuppressWarnings("NullAway.Init")
class SegmentTokenStoreTest {

    private static final Failures FAILURES = new Failures("test", Clock.systemUTC());
    private static final GlobalSequenceTrackingToken TAIL = new GlobalSequenceTrackingToken(0);

    private MongoDatabase views;

    @BeforeEach
    void connect(MongoDatabase own) {
        views = own;
    }

    private ProjectionEnvironment node() {
        ProjectionSettings settings = TestSettings.projections(1);
        return new ProjectionEnvironment(new TestLog(), views, MessageSerializer.create(), settings);
    }

    @Test
    void nodes_that_make_the_segments_at_once_both_succeed() {
        TokenStore one = node().tokenStore(FAILURES);
        TokenStore other = node().tokenStore(FAILURES);

        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> one.initializeTokenSegments("p", 16, TAIL));
        other.initializeTokenSegments("p", 16, TAIL);
        first.join();

        assertThat(one.fetchSegments("p")).hasSize(16);
    }

    @Test
    void a_token_that_is_stored_twice_within_a_millisecond_is_not_a_lost_claim() {
        TokenStore store = node().tokenStore(FAILURES);
        store.initializeTokenSegments("p", 1, TAIL);
        store.fetchToken("p", 0);

        for (int n = 0; n < 200; n++) {
            store.storeToken(new GlobalSequenceTrackingToken(7), "p", 0);
        }
        assertThat(store.fetchToken("p", 0)).isEqualTo(new GlobalSequenceTrackingToken(7));
    }

    @Test
    void a_claim_of_another_node_is_a_lost_claim() {
        TokenStore store = node().tokenStore(FAILURES);
        store.initializeTokenSegments("p", 1, TAIL);
        node().tokenStore(FAILURES).fetchToken("p", 0);

        assertThatExceptionOfType(UnableToClaimTokenException.class).isThrownBy(() -> store.storeToken(TAIL, "p", 0));
        assertThat(FAILURES.current()).isEmpty();
    }

    @Test
    void progress_that_cannot_be_stored_is_a_problem() {
        TokenStore broken = (TokenStore) Proxy.newProxyInstance(
                TokenStore.class.getClassLoader(), new Class<?>[] {TokenStore.class}, (proxy, method, args) -> {
                    throw new MongoTimeoutException("no primary");
                });
        Failures failures = new Failures("test", Clock.systemUTC());
        TokenStore store = new SegmentTokenStore(broken, node().storedPositions(), "node", failures, position -> {});

        assertThatExceptionOfType(MongoTimeoutException.class).isThrownBy(() -> store.storeToken(TAIL, "p", 0));
        assertThat(failures.current())
                .hasValueSatisfying(problem -> assertThat(problem).contains("no primary"));
        assertThat(failures.total()).isOne();
    }

    @Test
    void stored_positions_are_read_without_a_claim() {
        ProjectionEnvironment working = node();
        working.tokenStore(FAILURES).initializeTokenSegments("p", 2, TAIL);
        working.tokenStore(FAILURES).fetchToken("p", 1);
        working.tokenStore(FAILURES).storeToken(new GlobalSequenceTrackingToken(7), "p", 1);

        assertThat(node().storedPositions().of("p")).isEqualTo(Map.of(0, 0L, 1, 7L));
        working.tokenStore(FAILURES).extendClaim("p", 1);
    }
}
