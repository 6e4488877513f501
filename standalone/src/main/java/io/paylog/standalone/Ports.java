package io.paylog.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports of the two services on the loopback address. */
record Ports(int command, int query) {

    static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

    private static final int GREATEST = 65_535;

    /**
     * Replaces 0 by a free port.
     *
     * @throws PortException if the services cannot listen on both
     */
    static Ports check(int command, int query) {
        if (command == query && command != 0) {
            throw PortException.same(command);
        }
        try (ServerSocket forCommands = open(command, "--command-port");
                ServerSocket forQueries = open(query, "--query-port")) {
            return new Ports(forCommands.getLocalPort(), forQueries.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket open(int port, String option) throws IOException {
        if (port < 0 || port > GREATEST) {
            throw PortException.outOfRange(port, option);
        }
        ServerSocket socket = new ServerSocket();
        try {
            // a port that a stopped system has just left is free
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw PortException.refused(port, option, e);
        }
    }
}
