package io.paylog.query.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives what asks for it, a test or a class of tests, an empty database of its own, which is dropped afterwards. */
public final class OwnDatabase implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(OwnDatabase.class);

    private final LocalStoresExtension stores = new LocalStoresExtension();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MongoDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalStores found = (LocalStores) stores.resolveParameter(parameter, context);
        MongoClient client = MongoClients.create(found.mongoUri());
        MongoDatabase database = client.getDatabase(TestService.newDatabase());
        context.getStore(NAMESPACE).put(database.getName(), (AutoCloseable) () -> {
            try (client) {
                database.drop();
            }
        });
        return database;
    }
}
