package io.paylog.eventstore.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream as bytes, each within a bound. */
final class LineReader {

    /** More than a commit takes whose every character has to be escaped. */
    private static final int LONGEST_LINE = 128 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int begin;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Without its line feed; {@code null}: there is none.
     *
     * @throws DamagedException if it has no end, or is longer than any of an exported log
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (begin < end || fill()) {
            int feed = indexOfFeed();
            line.write(buffer, begin, feed - begin);
            begin = feed + 1;
            if (feed < end) {
                return line.toByteArray();
            }
            if (line.size() > LONGEST_LINE) {
                throw new DamagedException("a line is too long");
            }
        }
        if (line.size() > 0) {
            throw new DamagedException("the last line is cut off");
        }
        return null;
    }

    private boolean fill() throws IOException {
        begin = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** The end if there is none. */
    private int indexOfFeed() {
        int index = begin;
        while (index < end && buffer[index] != '\n') {
            index++;
        }
        return index;
    }
}
