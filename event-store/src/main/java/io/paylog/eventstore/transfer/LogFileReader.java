package io.paylog.eventstore.transfer;

import io.paylog.eventstore.LoggedCommit;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an exported log from its beginning, in memory that does not grow with it. All that is read is checked; what it adds
 * up to is known at the end.
 */
final class LogFileReader implements AutoCloseable {

    private final Path file;
    private final InputStream in;
    private final LineReader lines;
    private final Line.Header header;
    private final Tally tally;
    private Line.@Nullable End end;

    private LogFileReader(Path file, InputStream in) throws IOException {
        this.file = file;
        this.in = in;
        lines = new LineReader(in);
        header = readHeader();
        tally = new Tally(header.firstPosition());
    }

    /**
     * @throws DamagedException if it does not begin as an exported log
     * @throws TransferRefusedException if it is of a newer format
     */
    static LogFileReader open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        try {
            return new LogFileReader(file, unzipped(raw, file));
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unzipped(InputStream raw, Path file) throws IOException {
        try {
            return new GZIPInputStream(raw, 64 * 1024);
        } catch (ZipException | EOFException e) {
            throw new DamagedException(file + " is not an exported log: it is not compressed", e);
        }
    }

    private Line.Header readHeader() throws IOException {
        try {
            byte[] first = lines.next();
            if (first != null) {
                return Lines.readHeader(first);
            }
        } catch (DamagedException | ZipException | EOFException e) {
            throw new DamagedException(file + " is not an exported log: " + e.getMessage(), e);
        }
        throw new DamagedException(file + " is not an exported log: it is empty");
    }

    Path file() {
        return file;
    }

    Line.Header header() {
        return header;
    }

    /**
     * Empty: that was all, and it is what it has to be.
     *
     * @throws DamagedException if the file does not have what was exported
     */
    Optional<LoggedCommit> next() throws IOException {
        try {
            return readNext();
        } catch (ZipException e) {
            throw damaged("a bit is not as it was written: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw damaged("it is cut off", e);
        } catch (DamagedException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<LoggedCommit> readNext() throws IOException {
        byte[] json = lines.next();
        if (json == null) {
            throw new DamagedException("it is cut off");
        }
        Line line = Lines.read(json);
        if (line.commit() != null) {
            LoggedCommit commit = line.commit().asCommit();
            tally.add(commit);
            return Optional.of(commit);
        }
        if (line.end() == null) {
            throw new DamagedException("it begins a second time");
        }
        requireLast(line.end());
        return Optional.empty();
    }

    private void requireLast(Line.End last) throws IOException {
        if (lines.next() != null) {
            throw new DamagedException("it goes on behind its end");
        }
        end = last;
    }

    private DamagedException damaged(String what, Exception cause) {
        return new DamagedException(file + " is damaged behind position " + tally.lastPosition() + ": " + what, cause);
    }

    /** What was read up to now. */
    Tally tally() {
        return tally;
    }

    /** What the file says of itself; only after everything was read. */
    Line.End end() {
        if (end == null) {
            throw new IllegalStateException("The file was not read to its end");
        }
        return end;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
