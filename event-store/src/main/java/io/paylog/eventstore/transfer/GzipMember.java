package io.paylog.eventstore.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;

/**
 * A part of a gzip file, as RFC 1952 describes it, that says in its extra field (identifier {@code PL}) how many bytes it
 * has: so who goes on writing finds where the last complete one ends. Other programs read over that field.
 *
 * @param content expanded
 * @param size of the member, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor kept
record GzipMember(byte[] content, int size) {

    private static final int HEADER_BYTES = 20;
    private static final int SIZE_OFFSET = 16;
    private static final int TRAILER_BYTES = 8;

    static byte[] compress(byte[] content) {
        byte[] deflated = deflate(content);
        CRC32 crc = new CRC32();
        crc.update(content);
        int size = HEADER_BYTES + deflated.length + TRAILER_BYTES;
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header(size))
                .put(deflated)
                .putInt((int) crc.getValue())
                .putInt(content.length)
                .array();
    }

    private static byte[] header(int size) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x1f, (byte) 0x8b, 8, 4}) // deflate, with an extra field
                .putInt(0) // no time
                .put(new byte[] {0, (byte) 0xff}) // no hint, unknown system
                .putShort((short) 8)
                .put(new byte[] {'P', 'L'})
                .putShort((short) 4)
                .putInt(size)
                .array();
    }

    private static byte[] deflate(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(content);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** The complete and sound member that begins there; empty: there is none. */
    static Optional<GzipMember> at(long start, FileChannel file) throws IOException {
        Optional<Integer> size = size(read(file, start, HEADER_BYTES));
        if (size.isEmpty() || size.get() > file.size() - start) {
            return Optional.empty();
        }
        return expand(read(file, start, size.get())).map(content -> new GzipMember(content, size.get()));
    }

    private static byte[] read(FileChannel file, long start, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(bytes, file.size() - start));
        while (buffer.hasRemaining() && file.read(buffer, start + buffer.position()) >= 0) {
            // until all of it was read
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static Optional<Integer> size(byte[] start) {
        if (start.length < HEADER_BYTES) {
            return Optional.empty();
        }
        int size = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(SIZE_OFFSET);
        return size > HEADER_BYTES && Arrays.equals(start, header(size)) ? Optional.of(size) : Optional.empty();
    }

    private static Optional<byte[]> expand(byte[] member) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty(); // its own checksum, or what it was torn off
        }
    }
}
