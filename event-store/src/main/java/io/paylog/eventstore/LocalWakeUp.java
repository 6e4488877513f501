package io.paylog.eventstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/** Reaches listeners in this JVM. */
final class LocalWakeUp implements WakeUp {

    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void announce(long position) {
        listeners.forEach(listener -> listener.accept(position));
    }

    @Override
    public Registration listen(LongConsumer listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
