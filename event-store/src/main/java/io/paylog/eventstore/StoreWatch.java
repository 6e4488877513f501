package io.paylog.eventstore;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that MongoDB is lost, and once that it is back, whether or not anybody asks it for anything. */
final class StoreWatch implements ClusterListener {

    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);

    private final LongSupplier nanoTime;
    private boolean seen;
    private @Nullable Long lostAtNanos;

    /** @param nanoTime as {@link System#nanoTime()} */
    StoreWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void clusterDescriptionChanged(ClusterDescriptionChangedEvent change) {
        ClusterDescription now = change.getNewDescription();
        if (now.hasWritableServer()) {
            found();
        } else if (seen && !isClosing(now)) {
            lost(now);
        }
    }

    /** The driver forgets all servers then, which is no loss. */
    private static boolean isClosing(ClusterDescription now) {
        return now.getServerDescriptions().isEmpty();
    }

    private void found() {
        seen = true;
        Long since = lostAtNanos;
        if (since != null) {
            lostAtNanos = null;
            log.info("MongoDB is back after {} s", TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - since));
        }
    }

    private void lost(ClusterDescription now) {
        if (lostAtNanos == null) {
            lostAtNanos = nanoTime.getAsLong();
            log.warn(
                    "MongoDB has no primary that can be reached: {}",
                    now.getServerDescriptions().stream()
                            .map(StoreWatch::describe)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String describe(ServerDescription server) {
        Throwable why = server.getException();
        return server.getAddress() + " " + (why == null ? server.getType() : why.toString());
    }
}
