package io.paylog.localstores;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether a Docker daemon is there, found out without waiting and without a word. */
record Docker(Environment environment) {

    boolean available() {
        return environment
                        .value("DOCKER_HOST")
                        .filter(host -> !host.startsWith("unix:"))
                        .isPresent()
                || sockets().anyMatch(Docker::answers);
    }

    private Stream<Path> sockets() {
        Stream<String> named =
                environment.value("DOCKER_HOST").stream().map(host -> host.replaceFirst("^unix:(//)?", ""));
        Stream<String> usual = Stream.of("/var/run/docker.sock");
        Stream<String> ofUser = Stream.concat(
                environment.value("XDG_RUNTIME_DIR").stream().map(folder -> folder + "/docker.sock"),
                environment.value("HOME").stream().map(folder -> folder + "/.docker/run/docker.sock"));
        return Stream.concat(named, Stream.concat(usual, ofUser)).map(Path::of);
    }

    private static boolean answers(Path socket) {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
