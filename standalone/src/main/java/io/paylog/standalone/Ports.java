package io.paylog.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports of the two services on the loopback address. */
record Ports(int command, int query) {

    static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

    /**
     * Replaces 0 by a free port.
     *
     * @throws PortTakenException if one is in use
     */
    static Ports check(int command, int query) {
        int commandPort = free(command, "--command-port");
        return new Ports(commandPort, free(query == commandPort ? -1 : query, "--query-port"));
    }

    private static int free(int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortTakenException(port, option, e);
        }
    }
}
