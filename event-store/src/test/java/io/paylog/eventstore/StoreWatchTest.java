package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterId;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StoreWatchTest {

    private static final ClusterId CLUSTER = new ClusterId();
    private static final ClusterDescription UNKNOWN = cluster(List.of(server(ServerType.UNKNOWN)));
    private static final ClusterDescription PRIMARY = cluster(List.of(server(ServerType.REPLICA_SET_PRIMARY)));
    private static final ClusterDescription CLOSED = cluster(List.of());

    private final Logger logger = (Logger) LoggerFactory.getLogger(StoreWatch.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private final StoreWatch watch = new StoreWatch(nanos::get);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void ignore() {
        logger.detachAppender(lines);
    }

    @Test
    void a_loss_is_told_once_and_so_is_the_return() {
        become(UNKNOWN, PRIMARY, PRIMARY, UNKNOWN, UNKNOWN);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(42));
        become(PRIMARY, PRIMARY);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "MongoDB has no primary that can be reached: there:1 UNKNOWN", "MongoDB is back after 42 s");
    }

    @Test
    void neither_what_was_never_there_nor_a_client_that_is_closed_is_a_loss() {
        become(UNKNOWN, UNKNOWN, PRIMARY, CLOSED);

        assertThat(lines.list).isEmpty();
    }

    private void become(ClusterDescription... descriptions) {
        for (ClusterDescription now : descriptions) {
            watch.clusterDescriptionChanged(new ClusterDescriptionChangedEvent(CLUSTER, now, UNKNOWN));
        }
    }

    private static ClusterDescription cluster(List<ServerDescription> servers) {
        return new ClusterDescription(ClusterConnectionMode.MULTIPLE, ClusterType.REPLICA_SET, servers);
    }

    private static ServerDescription server(ServerType type) {
        return ServerDescription.builder()
                .address(new ServerAddress("there", 1))
                .type(type)
                .ok(type != ServerType.UNKNOWN)
                .state(ServerConnectionState.CONNECTED)
                .build();
    }
}
