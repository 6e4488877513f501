package io.paylog.eventstore.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An export that is not complete: a file beside the one that it becomes, named {@code .part}. Each batch is one member of
 * the compressed file and on the disk before the next one, so all members but the last one written are good whatever
 * happens. Of one process at a time.
 */
final class PartFile implements AutoCloseable {

    /** A torn first member is shorter than this, in bytes. */
    private static final int LONGEST_HEADER = 1024;

    private final Path path;
    private final FileChannel channel;
    private final Line.Header header;
    private final Tally tally;
    private @Nullable String resumedBehind;

    private PartFile(Path path, FileChannel channel, Line.Header header) throws IOException {
        this.path = path;
        this.channel = channel;
        this.header = header;
        tally = new Tally(header.firstPosition());
        lock();
        goOn();
    }

    /**
     * Begins the file, or goes on behind the last good member of the same export.
     *
     * @param target what it becomes
     * @param header of a new file
     * @throws TransferRefusedException if there is a file that is not the beginning of this export, or no folder
     */
    static PartFile open(Path target, Line.Header header) throws IOException {
        Path path = pathOf(target);
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new TransferRefusedException("There is no folder " + folder);
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new PartFile(path, channel, header);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static Path pathOf(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private void lock() throws IOException {
        // Whoever finished it meanwhile has renamed it, and what was opened here is not to be touched any more.
        if (!isLocked() || !Files.exists(path)) {
            throw new TransferRefusedException("Another export is writing " + path);
        }
    }

    private boolean isLocked() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void goOn() throws IOException {
        long good = 0;
        Optional<GzipMember> member = GzipMember.at(good, channel);
        while (member.isPresent() && take(member.get().content())) {
            good += member.get().size();
            member = GzipMember.at(good, channel);
        }
        if (good == 0 && channel.size() > LONGEST_HEADER) {
            throw foreign();
        }
        channel.truncate(good).position(good);
        if (good == 0) {
            append(Stream.of(Line.of(header)));
        }
    }

    /** Whether it belongs to what is kept: an end is written anew. */
    private boolean take(byte[] content) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(content));
        for (byte[] json = lines.next(); json != null; json = lines.next()) {
            Line line = Lines.read(json);
            if (line.log() != null) {
                requireSame(line.log());
            } else if (line.commit() != null) {
                tally.add(line.commit().asCommit());
                resumedBehind = line.commit().commitId();
            } else {
                return false;
            }
        }
        return true;
    }

    private void requireSame(Line.Header found) {
        if (!header.exportedAt(found.exportedAt()).equals(found)) {
            throw foreign();
        }
    }

    private TransferRefusedException foreign() {
        return new TransferRefusedException(
                path + " is not the beginning of this export. Delete it if nobody needs it, and begin again");
    }

    /** The last commit that was in the file when it was opened. */
    Optional<String> resumedBehind() {
        return Optional.ofNullable(resumedBehind);
    }

    /** What is in the file. */
    Tally tally() {
        return tally;
    }

    /** Returns when they are on the disk. */
    void append(Stream<Line> lines) throws IOException {
        ByteBuffer member = ByteBuffer.wrap(GzipMember.compress(Lines.write(lines)));
        while (member.hasRemaining()) {
            channel.write(member);
        }
        channel.force(false);
    }

    /** Gives the file its name, and returns how many bytes it has. */
    long complete(Path target) throws IOException {
        append(Stream.of(Line.of(tally.end())));
        channel.force(true);
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
