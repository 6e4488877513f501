package io.paylog.localstores.junit;

import io.paylog.localstores.LocalStores;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalStores} parameter: one temporary set for the whole JVM, started at the first use and
 * stopped when the JVM ends. Each test class uses a database name of its own.
 */
public final class LocalStoresExtension implements ParameterResolver {

    static {
        // What depends on stores and threads takes as long as a busy machine takes: ten seconds, the default, are no
        // proof.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    /** For what has no parameters to be given: the same that a test without further wishes gets. */
    public static LocalStores shared() {
        return SharedStores.withMembers(1);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStores.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return SharedStores.withMembers(ReplicaSetCondition.wantedMembers(context));
    }
}
