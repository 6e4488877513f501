package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrisTest {

    @Test
    void stores_are_described_by_their_servers_without_credentials() {
        assertThat(StoreUris.describe("mongodb://user:secret@a:1,b:2/?replicaSet=rs0", "redis://user:secret@c:3"))
                .isEqualTo("MongoDB at a:1,b:2, Redis at c:3");
        assertThat(StoreUris.describe("mongodb://a:1", "")).isEqualTo("MongoDB at a:1, no Redis");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mongodb://user:sec/ret@host:1", "mongodb://user:sec@ret@host", "sec ret", "mongodb://sec:ret"})
    void what_is_said_of_a_uri_of_mongodb_that_cannot_be_read_quotes_nothing_of_it(String uri) {
        assertThatThrownBy(() -> StoreUris.mongo(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("sec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://user:sec ret@host:1", "redis://:sec%ret@host", "sec ret"})
    void what_is_said_of_a_uri_of_redis_that_cannot_be_read_quotes_nothing_of_it(String uri) {
        assertThatThrownBy(() -> StoreUris.redis(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("sec");
    }
}
