package io.paylog.localstores;

import java.util.function.Supplier;

/** A {@code mongod} that runs, or has run and can be started again. */
final class MongodMember implements ReplicaSetMember {

    private final int port;
    private final Supplier<ChildProcess> launch;
    private ChildProcess process;

    /** @param launch starts the process and waits until it answers; also the first time */
    MongodMember(int port, Supplier<ChildProcess> launch) {
        this.port = port;
        this.launch = launch;
        this.process = launch.get();
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.signal("STOP");
    }

    @Override
    public void resume() {
        if (process.isAlive()) {
            process.signal("CONT");
        }
    }

    @Override
    public void startAgain() {
        if (!process.isAlive()) {
            process = launch.get();
        }
    }
}
