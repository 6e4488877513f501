package io.paylog.localstores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of the loopback interface. */
final class Ports {

    private Ports() {}

    /** The given port, checked to be free, or any free one for 0. */
    static int orFree(int wanted, String purpose) {
        return free(wanted, 1, purpose).getFirst();
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

    private static ServerSocket open(int port, String purpose) {
        try {
            ServerSocket socket = new ServerSocket();
            // a port that a killed process has just left is free
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new LocalStoresException(
                    "Port " + port + ", wanted for " + purpose
                            + ", is taken: choose another or stop what listens there",
                    e);
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
