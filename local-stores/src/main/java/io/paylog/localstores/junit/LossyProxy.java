package io.paylog.localstores.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a MongoDB server on this machine, and loses what it is told to lose. */
public final class LossyProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean losesAnswers;
    private volatile @Nullable String fatalRequest;
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

    /**
     * From the next request on that carries the text, requests get through and answers do not. All is well until then, so
     * that what is lost is the answer that is meant, not that of a connection's or a monitor's own request before it.
     */
    public void loseAnswersFrom(String request) {
        fatalRequest = request;
    }

    /** Nothing gets through; who is connected is cut off. */
    public void cut() {
        closedForAll = true;
        sockets.forEach(LossyProxy::closeQuietly);
    }

    /** All is well again; who is connected has to connect anew. */
    public void heal() {
        fatalRequest = null;
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
                } else {
                    connect(client);
                }
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(host, port);
            sockets.add(server);
            Thread.startVirtualThread(() -> copy(client, server, new Requests()));
            Thread.startVirtualThread(() -> copy(server, client, (_, _) -> !losesAnswers));
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private static void copy(Socket from, Socket to, Passing passing) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (passing.passes(buffer, read)) {
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

    @FunctionalInterface
    private interface Passing {
        boolean passes(byte[] bytes, int length);
    }

    /** All of them pass; one of them may be what answers are lost from. It may come in pieces. */
    private final class Requests implements Passing {

        private static final int LONGEST_TEXT = 256;

        private String seen = "";

        @Override
        public boolean passes(byte[] bytes, int length) {
            seen = seen.substring(Math.max(0, seen.length() - LONGEST_TEXT))
                    + new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            String fatal = fatalRequest;
            if (fatal != null && seen.contains(fatal)) {
                losesAnswers = true;
            }
            return true;
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
