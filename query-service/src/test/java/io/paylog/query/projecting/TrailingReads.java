package io.paylog.query.projecting;

import com.mongodb.client.MongoCollection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A collection that is read as it was before, for a while: what a majority has not yet is not read. */
final class TrailingReads {

    private TrailingReads() {}

    @SuppressWarnings("unchecked")
    static <D> MongoCollection<D> of(MongoCollection<D> now, MongoCollection<D> before, Duration delay) {
        long until = System.nanoTime() + delay.toNanos();
        return (MongoCollection<D>) Proxy.newProxyInstance(
                TrailingReads.class.getClassLoader(), new Class<?>[] {MongoCollection.class}, (proxy, method, args) -> {
                    boolean early = method.getName().equals("find") && System.nanoTime() < until;
                    try {
                        return method.invoke(early ? before : now, args);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
