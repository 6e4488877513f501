package io.paylog.query.projecting;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LossyProxy;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.TestSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node that runs the projection of payments, over a line to its store that may be cut. */
final class TestNode implements AutoCloseable {

    static final int SEGMENTS = 4;

    private final LossyProxy line;
    private final MongoClient client;
    private final ProjectionEnvironment environment;
    private final ProjectionRuntime<PaymentDocument, PaymentEvent> runtime;

    TestNode(LocalStores stores, Log log, String database) throws IOException {
        this(stores, log, database, TestSettings.projections(SEGMENTS), List.of());
    }

    TestNode(
            LocalStores stores,
            Log log,
            String database,
            ProjectionSettings settings,
            List<ViewListener<PaymentDocument>> listeners)
            throws IOException {
        line = new LossyProxy(stores.mongoUri());
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(line.uri()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(300, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(5, TimeUnit.SECONDS))
                .build());
        MongoDatabase views = client.getDatabase(database);
        environment = new ProjectionEnvironment(log, views, MessageSerializer.create(), settings);
        runtime = new ProjectionRuntime<>(new PaymentProjection(), environment, listeners);
        runtime.start();
    }

    ProjectionRuntime<PaymentDocument, PaymentEvent> runtime() {
        return runtime;
    }

    LossyProxy line() {
        return line;
    }

    String name() {
        return environment.node();
    }

    /** Ends without giving anything back, as a killed process does. */
    void kill() throws IOException {
        line.cut();
        close();
    }

    @Override
    public void close() throws IOException {
        runtime.stop();
        client.close();
        line.close();
    }
}
