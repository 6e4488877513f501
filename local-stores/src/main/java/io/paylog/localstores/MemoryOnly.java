package io.paylog.localstores;

import java.util.List;

/** Nothing outside of the process, and nothing that outlives it. */
final class MemoryOnly {

    private static final List<String> SERVERS = List.of("MONGODB_URI", "REDIS_URI");

    private MemoryOnly() {}

    /** Who names a server means to use it, and may share it with others. */
    static void requireNoServer(Environment environment) {
        SERVERS.stream()
                .filter(variable -> environment.value(variable).isPresent())
                .findFirst()
                .ifPresent(variable -> {
                    throw new LocalStoresException("Everything is to be kept in memory only, but " + variable
                            + " names a server. Unset " + variable + ", or use that server.");
                });
    }
}
