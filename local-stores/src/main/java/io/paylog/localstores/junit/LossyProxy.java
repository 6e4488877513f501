package io.paylog.localstores.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a MongoDB server on this machine, and loses what it is told to lose. */
public final class LossyProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean losesAnswers;
    private volatile boolean closedForAll;

    /** @param mongoUri names one server; the proxy takes a free loopback port */
    public LossyProxy(String mongoUri) throws IOException {
        URI uri = URI.create(mongoUri);
        host = uri.getHost();
        port = uri.getPort();
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    /** The server, reached through the proxy. */
    public String uri() {
        return "mongodb://127.0.0.1:" + entrance.getLocalPort() + "/?directConnection=true";
    }

    /** Requests get through, answers do not. */
    public void loseAnswers() {
        losesAnswers = true;
    }

    /** Nothing gets through; who is connected is cut off. */
    public void cut() {
        closedForAll = true;
        sockets.forEach(LossyProxy::closeQuietly);
    }

    /** All is well again; who is connected has to connect anew. */
    public void heal() {
        losesAnswers = false;
        closedForAll = false;
        sockets.forEach(LossyProxy::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                sockets.add(client);
                if (closedForAll) {
                    closeQuietly(client);
                    continue;
                }
                Socket server = new Socket(host, port);
                sockets.add(server);
                Thread.startVirtualThread(() -> copy(client, server, false));
                Thread.startVirtualThread(() -> copy(server, client, true));
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!(answers && losesAnswers)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One side went away; the other side is closed with it.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        sockets.forEach(LossyProxy::closeQuietly);
    }
}
