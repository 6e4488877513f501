package io.paylog.command;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link RunningService}: one for all of them, started at the first use and stopped after the last. */
final class SharedService implements ParameterResolver {

    /** No test here is about running out of time, however slow the machine is. */
    private static final String UNHURRIED = "--paylog.bulk.start-within=5m";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalStores stores = (LocalStores) new LocalStoresExtension().resolveParameter(parameter, context);
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedService.class))
                .computeIfAbsent(
                        RunningService.class,
                        type -> RunningService.of(TestService.start(stores, TestService.newDatabases(), UNHURRIED)),
                        RunningService.class);
    }
}
