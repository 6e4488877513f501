package io.paylog.localstores;

import java.util.List;

/**
 * Keeps Ctrl-C from the servers, where {@code setsid} is installed: a terminal sends it to all processes of the group in
 * the foreground, and a store must not be gone before those that still write to it have stopped.
 */
final class OwnSession {

    private OwnSession() {}

    /** What to put before a command; nothing where it cannot be had. It keeps the process id. */
    static List<String> prefix(Environment environment) {
        return environment
                .executable("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .orElse(List.of());
    }
}
