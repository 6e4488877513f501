package io.paylog.localstores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The ports of a replica set are in its stored configuration, so its next start needs the same ones. */
record RememberedPorts(Path file) {

    static RememberedPorts in(Path folder) {
        return new RememberedPorts(folder.resolve("ports"));
    }

    List<Integer> orChoose(LocalStoresOptions options) {
        return Files.exists(file) ? remembered(options) : choose(options);
    }

    private List<Integer> choose(LocalStoresOptions options) {
        // they are needed again at each start, when an outgoing connection may hold a port from the range of those
        boolean lasting = options.dataDirectory() != null && options.mongoPort() == 0;
        List<Integer> ports = lasting
                ? Ports.lasting(options.members())
                : Ports.free(options.mongoPort(), options.members(), "MongoDB");
        try {
            Files.writeString(file, ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
            return ports;
        } catch (IOException e) {
            throw new LocalStoresException(file + " cannot be written: " + e, e);
        }
    }

    private List<Integer> remembered(LocalStoresOptions options) {
        List<Integer> ports = read();
        boolean otherPort = options.mongoPort() != 0 && options.mongoPort() != ports.getFirst();
        if (ports.size() != options.members() || otherPort) {
            throw new LocalStoresException("The data directory holds a replica set of " + ports.size() + " on port "
                    + ports.getFirst() + ": ask for exactly that, or use an empty directory");
        }
        return ports;
    }

    private List<Integer> read() {
        try {
            return Arrays.stream(Files.readString(file).strip().split(",", -1))
                    .map(Integer::valueOf)
                    .toList();
        } catch (IOException | NumberFormatException e) {
            throw new LocalStoresException(file + " cannot be read: " + e, e);
        }
    }
}
