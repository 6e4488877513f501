package io.paylog.localstores;

/** A member of a replica set that was started here: its process may be treated as badly as machines treat one. */
public interface ReplicaSetMember {

    /** Host and port, as the replica set's configuration names them. */
    String address();

    /** {@code kill -9}; returns when the process has ended. */
    void kill();

    /** {@code SIGSTOP}: alive and silent, as one whose machine hangs. */
    void pause();

    /** {@code SIGCONT}; nothing happens to one that runs. */
    void resume();

    /** After {@link #kill()}, with the same port and data; returns when it answers. Nothing happens to one that runs. */
    void startAgain();
}
