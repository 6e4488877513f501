package io.paylog.localstores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Asks a Redis whether it is there. */
final class RedisProbe {

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int DEFAULT_PORT = 6379;

    private RedisProbe() {}

    static boolean answers(int port) {
        try {
            ping(URI.create("redis://127.0.0.1:" + port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException if no Redis answers there, or it refuses */
    static void ping(URI address) throws IOException {
        if (address.getHost() == null) {
            throw new IOException("it names no host");
        }
        try (Socket socket = connect(address)) {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (address.getUserInfo() != null) {
                ask(socket, answers, "+OK", credentials(address.getUserInfo()));
            }
            ask(socket, answers, "+PONG", List.of("PING"));
        }
    }

    private static Socket connect(URI address) throws IOException {
        boolean secure = "rediss".equals(address.getScheme());
        Socket socket = secure ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        try {
            int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
            socket.connect(new InetSocketAddress(address.getHost(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static List<String> credentials(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = userInfo.substring(colon + 1);
        return user.isEmpty() || colon < 0 ? List.of("AUTH", password) : List.of("AUTH", user, password);
    }

    private static void ask(Socket socket, BufferedReader answers, String expected, List<String> words)
            throws IOException {
        StringBuilder request = new StringBuilder("*" + words.size() + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        @Nullable String answer = answers.readLine();
        if (!expected.equals(answer)) {
            throw new IOException("it answers " + answer);
        }
    }
}
