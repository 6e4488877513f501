package io.paylog.eventstore;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Signs of life in the heap, of as many writers as there are logs. */
final class VolatileHeartbeats implements HeartbeatStore {

    private final ConcurrentMap<String, Long> beats = new ConcurrentHashMap<>();

    @Override
    public void beat(String writer) {
        beats.merge(writer, 1L, Long::sum);
    }

    @Override
    public Map<String, Long> beats() {
        return new HashMap<>(beats);
    }

    @Override
    public void forget(String writer, long beatsThen) {
        beats.remove(writer, beatsThen);
    }
}
