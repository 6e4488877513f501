package io.paylog.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets what an appender asks of a store go through something else; all other requests go to the store, whatever they are. */
final class Interposed {

    private Interposed() {}

    /** @param appends in front of the store's own */
    static LogStore before(LogStore store, AppendStore appends) {
        CommitStore commits = dispatching(
                CommitStore.class,
                method -> method.getDeclaringClass() == AppendStore.class ? appends : store.commits());
        return proxy(
                LogStore.class,
                (method, arguments) -> method.getName().equals("commits") ? commits : invoke(store, method, arguments));
    }

    private static <T> T dispatching(Class<T> type, Function<Method, Object> target) {
        return proxy(type, (method, arguments) -> invoke(target.apply(method), method, arguments));
    }

    static @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> answers.to(method, arguments == null ? new Object[0] : arguments)));
    }

    @FunctionalInterface
    interface Answers {

        @Nullable
        Object to(Method method, Object[] arguments) throws Throwable;
    }
}
