package io.paylog.localstores;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/** A real {@code mongod} of this machine, 5.0 or newer, run as a replica set of one or three on the loopback interface. */
final class Mongod {

    private static final String SET = "rs0";
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int ALREADY_INITIALIZED = 23;

    /** Half a gigabyte each would be the server's own choice on a small machine. */
    private static final String CACHE_GIGABYTES = "0.25";

    /** The default is 15 s for clients to move to another member; where all members stop there is none. */
    private static final String QUICK_STOP = "shutdownTimeoutMillisForSignaledShutdown=100";

    private final Path executable;
    private final Environment environment;
    private final List<MongodMember> members = new ArrayList<>();

    Mongod(Path executable, Environment environment) {
        this.executable = executable;
        this.environment = environment;
    }

    RunningMongo start(LocalStoresOptions options, Path folder) {
        List<Integer> ports = RememberedPorts.in(folder).orChoose(options);
        try {
            ports.forEach(port -> members.add(new MongodMember(port, () -> launch(port, folder))));
            initiate(ports);
            String uri = uri(ports);
            members.getFirst().process().await(() -> MongoProbe.hasWritablePrimary(uri, PROBE), START);
            return new FoundMongo(
                    MongoKind.MONGOD,
                    uri,
                    ports.size(),
                    List.of("MongoDB: " + executable + " as a replica set of " + ports.size() + " on " + hosts(ports)),
                    this::stop,
                    List.copyOf(members));
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    static List<String> command(Path executable, int port, Path data) {
        return List.of(
                executable.toString(),
                "--replSet",
                SET,
                "--bind_ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dbpath",
                data.toString(),
                "--wiredTigerCacheSizeGB",
                CACHE_GIGABYTES,
                // all is said over the loopback interface; a socket file of a killed server stays behind
                "--nounixsocket",
                "--setParameter",
                QUICK_STOP);
    }

    static Document configuration(List<Integer> ports) {
        List<Document> members = IntStream.range(0, ports.size())
                .mapToObj(i -> new Document("_id", i).append("host", "127.0.0.1:" + ports.get(i)))
                .toList();
        return new Document("_id", SET).append("members", members).append("settings", settings());
    }

    /** Otherwise a member may follow another one that is not the primary, and hear nothing while that one is silent. */
    private static Document settings() {
        return new Document("chainingAllowed", false);
    }

    static String uri(List<Integer> ports) {
        return "mongodb://" + hosts(ports) + "/?replicaSet=" + SET;
    }

    private static String hosts(List<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private static String direct(int port) {
        return "mongodb://127.0.0.1:" + port + "/?directConnection=true";
    }

    private ChildProcess launch(int port, Path folder) {
        Path data = DataDirectory.made(folder.resolve("member-" + port));
        String name = "mongod-" + port;
        ChildProcess.stopOrphan(name, folder);
        Ports.orFree(port, "MongoDB");
        ChildProcess member = ChildProcess.start(name, command(executable, port, data), folder, environment);
        try {
            // the port may have been taken meanwhile by the server of a copy of this directory
            member.await(() -> MongoProbe.answersAs(member::isProcess, direct(port), PROBE), START);
            return member;
        } catch (RuntimeException e) {
            member.close();
            throw e;
        }
    }

    /** A set that has its configuration from an earlier run keeps it. */
    private static void initiate(List<Integer> ports) {
        try {
            MongoProbe.with(
                    direct(ports.getFirst()),
                    START,
                    client -> client.getDatabase("admin")
                            .runCommand(new Document("replSetInitiate", configuration(ports))));
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != ALREADY_INITIALIZED) {
                throw new LocalStoresException("The replica set cannot be initiated: " + e.getErrorMessage(), e);
            }
        } catch (MongoException e) {
            throw new LocalStoresException("The replica set cannot be initiated: " + e.getMessage(), e);
        }
    }

    private void stop() {
        members.forEach(MongodMember::resume); // one that is paused does not hear that it is to stop
        ChildProcess.closeAll(members.stream().map(MongodMember::process).toList());
    }
}
