package io.paylog.localstores.standin;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a document lies: the {@link KeyBytes} of its identifier. */
final class Position {

    private final byte[] bytes;

    Position(byte[] bytes) {
        this.bytes = bytes;
    }

    static @Nullable Position orNull(byte @Nullable [] bytes) {
        return bytes == null ? null : new Position(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Position that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
