package io.paylog.localstores.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableCursorTest {

    private final Channel channel = new EmbeddedChannel();

    @Test
    void a_batch_of_a_majority_cursor_waits_for_the_commit_of_what_it_may_have_seen(@TempDir Path folder)
            throws InterruptedException {
        DurableStore store = DurableStore.open(folder.resolve("file"));
        StandInBackend backend = new StandInBackend(store);
        try {
            long cursor = open(backend);
            CountDownLatch written = new CountDownLatch(1);
            AtomicBoolean begun = new AtomicBoolean();
            Thread writer = Thread.ofPlatform()
                    .start(() -> store.write(() -> {
                        begun.set(true);
                        awaitUninterruptibly(written);
                        return true;
                    }));
            await().untilTrue(begun);
            Thread reader = Thread.ofPlatform()
                    .start(() -> backend.handleCommand(
                            channel,
                            "shop",
                            "getMore",
                            new Document("getMore", cursor).append("collection", "things")));

            // one that does not wait ends instead
            await().until(() -> reader.getState() == Thread.State.WAITING);

            written.countDown();
            reader.join();
            writer.join();
        } finally {
            backend.close();
        }
    }

    private long open(StandInBackend backend) {
        backend.handleCommand(
                channel,
                "shop",
                "insert",
                new Document("insert", "things")
                        .append("documents", List.of(new Document("_id", 1), new Document("_id", 2))));
        Document found = backend.handleCommand(
                channel,
                "shop",
                "find",
                new Document("find", "things")
                        .append("filter", new Document())
                        .append("batchSize", 1)
                        .append("readConcern", new Document("level", "majority")));
        if (found.get("cursor") instanceof Document cursor && cursor.get("id") instanceof Long id) {
            assertThat(id).isNotZero();
            return id;
        }
        throw new AssertionError("No cursor in " + found);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
