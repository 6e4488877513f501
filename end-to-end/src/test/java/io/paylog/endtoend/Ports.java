package io.paylog.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports that are still free when a server that was killed starts again. */
final class Ports {

    /** Linux gives outgoing connections ports from 32768 on, others from 49152. */
    private static final int FIRST = 20_000;

    private static final int END = 32_768;
    private static final int TRIES = 100;

    private Ports() {}

    static int free() {
        return IntStream.range(0, TRIES)
                .map(i -> ThreadLocalRandom.current().nextInt(FIRST, END))
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port in " + TRIES + " tries"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
