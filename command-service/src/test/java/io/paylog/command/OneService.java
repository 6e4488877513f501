package io.paylog.command;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link RunningService}: one of a kind for all of them, started at the first use and stopped after the last. */
abstract class OneService implements ParameterResolver {

    abstract RunningService start(LocalStores stores);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalStores stores = (LocalStores) new LocalStoresExtension().resolveParameter(parameter, context);
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(getClass()))
                .computeIfAbsent(RunningService.class, type -> start(stores), RunningService.class);
    }
}
