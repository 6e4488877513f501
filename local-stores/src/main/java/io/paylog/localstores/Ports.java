package io.paylog.localstores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ports of the loopback interface. */
final class Ports {

    private static final int FIRST_LASTING = 27_017;
    private static final int END_OF_LASTING = 32_768;

    private Ports() {}

    /** The given port, checked to be free, or any free one for 0. */
    static int orFree(int wanted, String purpose) {
        return free(wanted, 1, purpose).getFirst();
    }

    /**
     * Different free ports of MongoDB's usual number and above, which no outgoing connection takes: Linux gives those
     * ports from 32768 on, others from 49152.
     */
    static List<Integer> lasting(int count) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int port = FIRST_LASTING; port < END_OF_LASTING && open.size() < count; port++) {
                tryOpen(port).ifPresent(open::add);
            }
            if (open.size() < count) {
                throw new LocalStoresException(
                        "All ports from " + FIRST_LASTING + " to " + (END_OF_LASTING - 1) + " are taken");
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            open.forEach(Ports::close);
        }
    }

    /** Different free ports; from {@code first} on if it is not 0. */
    static List<Integer> free(int first, int count, String purpose) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(open(first == 0 ? 0 : first + i, purpose));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            open.forEach(Ports::close);
        }
    }

    private static Optional<ServerSocket> tryOpen(int port) {
        try {
            return Optional.of(bound(port));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static ServerSocket open(int port, String purpose) {
        try {
            return bound(port);
        } catch (IOException e) {
            throw new LocalStoresException(
                    "Port " + port + ", wanted for " + purpose
                            + ", is taken: choose another or stop what listens there",
                    e);
        }
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // a port that a killed process has just left is free
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new LocalStoresException("Port " + socket.getLocalPort() + " cannot be released", e);
        }
    }
}
