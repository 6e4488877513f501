package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.query.sharing.Membership;
import io.paylog.query.sharing.Progress;
import io.paylog.query.testing.OwnDatabase;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnDatabase.class)
@SuppressWarnings("NullAway.Init")
class SharedPositionsTest {

    private MongoDatabase views;
    private SharedPositions positions;
    private Membership other;

    @BeforeEach
    void makeTwoSegments(MongoDatabase own) {
        views = own;
        ProjectionEnvironment environment = new ProjectionEnvironment(
                new TestLog(), views, MessageSerializer.create(), TestSettings.projections(2));
        environment.makeSegments("p", new Failures("p", Clock.systemUTC()));
        positions = environment.sharedPositions("p");
        other = environment.membership("p");
        other.beat(true);
    }

    private Map<Integer, Long> afterTelling(Progress... progress) {
        other.tell(List.of(progress));
        return positions.of("documents");
    }

    @Test
    void a_segment_is_as_far_as_any_node_says() {
        assertThat(positions.of("documents")).isEqualTo(Map.of(0, 0L, 1, 0L));
        assertThat(afterTelling(new Progress("documents", 1, 1, 7))).isEqualTo(Map.of(0, 0L, 1, 7L));
    }

    @Test
    void progress_with_other_documents_does_not_count() {
        assertThat(afterTelling(new Progress("former", 1, 1, 7))).isEqualTo(Map.of(0, 0L, 1, 0L));
    }

    @Test
    void progress_with_segments_of_another_size_does_not_count() {
        assertThat(afterTelling(new Progress("documents", 1, 3, 7), new Progress("documents", 3, 3, 7)))
                .isEqualTo(Map.of(0, 0L, 1, 0L));
    }
}
