package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplicaSetCheckTest {

    private static ClusterDescription cluster(ClusterConnectionMode mode, ClusterType type) {
        ServerDescription member = ServerDescription.builder()
                .address(new ServerAddress())
                .state(ServerConnectionState.CONNECTED)
                .type(ServerType.REPLICA_SET_PRIMARY)
                .setName("rs0")
                .ok(true)
                .build();
        return new ClusterDescription(mode, type, List.of(member));
    }

    @ParameterizedTest
    @EnumSource(
            value = ClusterType.class,
            names = {"SHARDED", "LOAD_BALANCED"})
    void a_router_is_refused_however_it_is_reached(ClusterType type) {
        for (ClusterConnectionMode mode : ClusterConnectionMode.values()) {
            assertThatExceptionOfType(EventLogRefusedException.class)
                    .isThrownBy(() -> ReplicaSetCheck.requireFit(cluster(mode, type), true))
                    .withMessageContaining("mongos");
        }
    }

    @Test
    void a_replica_set_is_taken() {
        assertThat(ReplicaSetCheck.requireFit(cluster(ClusterConnectionMode.MULTIPLE, ClusterType.REPLICA_SET), false))
                .isTrue();
    }

    @Test
    void a_member_of_a_replica_set_is_taken_alone_only_on_request() {
        ClusterDescription alone = cluster(ClusterConnectionMode.SINGLE, ClusterType.REPLICA_SET);

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> ReplicaSetCheck.requireFit(alone, false))
                .withMessageContaining("rs0")
                .withMessageContaining("replicaSet=")
                .withMessageContaining("directConnection=true");
        assertThat(ReplicaSetCheck.requireFit(alone, true)).isTrue();
    }

    @Test
    void a_standalone_server_is_taken_and_has_no_configuration_to_look_at() {
        assertThat(ReplicaSetCheck.requireFit(cluster(ClusterConnectionMode.SINGLE, ClusterType.STANDALONE), false))
                .isFalse();
    }

    @Test
    void a_majority_that_does_not_wait_for_journals_is_refused() {
        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> ReplicaSetCheck.requireJournaledMajority(
                        new Document("writeConcernMajorityJournalDefault", false)));
        assertThatCode(() -> {
                    ReplicaSetCheck.requireJournaledMajority(new Document("writeConcernMajorityJournalDefault", true));
                    ReplicaSetCheck.requireJournaledMajority(new Document());
                })
                .doesNotThrowAnyException();
    }
}
