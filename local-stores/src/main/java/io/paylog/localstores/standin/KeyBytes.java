package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values as bytes whose unsigned order is MongoDB's comparison order, and whose equality is MongoDB's (the int 5, the
 * long 5 and the double 5.0 are one key). Each value ends itself, so a compound key is the plain concatenation, and
 * everything that starts with a key's bytes lies between the key and the key followed by {@link #AFTER}.
 */
final class KeyBytes {

    /** Greater than any byte that can follow a complete value. */
    static final byte AFTER = (byte) 0xFF;

    static final byte NULL = 0x10;

    private static final byte END = 0x00;
    private static final byte MIN_KEY = 0x05;
    private static final byte NUMBER = 0x20;
    private static final byte STRING = 0x30;
    private static final byte OBJECT = 0x40;
    private static final byte ARRAY = 0x50;
    private static final byte BINARY = 0x60;
    private static final byte OBJECT_ID = 0x70;
    private static final byte BOOLEAN = (byte) 0x80;
    private static final byte DATE = (byte) 0x90;
    private static final byte TIMESTAMP = (byte) 0xA0;
    private static final byte REGEX = (byte) 0xB0;
    private static final byte MAX_KEY = (byte) 0xF0;

    private static final int SUBTYPE_GENERIC = 0;
    private static final int SUBTYPE_LEGACY_UUID = 3;
    private static final int SUBTYPE_UUID = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(32);

    private KeyBytes() {}

    /** The bytes of these values, one after the other. */
    static byte[] of(Iterable<? extends @Nullable Object> values) {
        KeyBytes key = new KeyBytes();
        values.forEach(key::append);
        return key.out.toByteArray();
    }

    static byte[] of(@Nullable Object value) {
        KeyBytes key = new KeyBytes();
        key.append(value);
        return key.out.toByteArray();
    }

    static boolean canOrder(@Nullable Object value) {
        return !(value instanceof Decimal128)
                && (Missing.isNullOrMissing(value) || tag(value) != END)
                && !(value instanceof Map<?, ?> map && !map.values().stream().allMatch(KeyBytes::canOrder))
                && !(value instanceof Collection<?> list && !list.stream().allMatch(KeyBytes::canOrder));
    }

    private void append(@Nullable Object value) {
        if (value == null || Missing.isNullOrMissing(value)) {
            out.write(NULL);
            return;
        }
        byte tag = value instanceof Decimal128 ? END : tag(value);
        if (tag == END) {
            throw new MongoServerError(
                    ErrorCode.BadValue,
                    "The stand-in for MongoDB cannot index values of type "
                            + value.getClass().getSimpleName());
        }
        out.write(tag);
        content(value);
    }

    private static byte tag(@Nullable Object value) {
        return switch (value) {
            case Number _ -> NUMBER;
            case String _ -> STRING;
            case Document _ -> OBJECT;
            case Collection<?> _ -> ARRAY;
            case BinData _ -> BINARY;
            case UUID _ -> BINARY;
            case LegacyUUID _ -> BINARY;
            case ObjectId _ -> OBJECT_ID;
            case Boolean _ -> BOOLEAN;
            case Instant _ -> DATE;
            case BsonTimestamp _ -> TIMESTAMP;
            case BsonRegularExpression _ -> REGEX;
            case MinKey _ -> MIN_KEY;
            case MaxKey _ -> MAX_KEY;
            case null, default -> END;
        };
    }

    private void content(Object value) {
        switch (value) {
            case Number number -> number(number);
            case String text -> text(text);
            case Document document -> object(document);
            case Collection<?> list -> array(list);
            case BinData binary -> binary(SUBTYPE_GENERIC, binary.getData());
            case UUID uuid -> binary(SUBTYPE_UUID, bytes(uuid));
            case LegacyUUID uuid -> binary(SUBTYPE_LEGACY_UUID, bytes(uuid.getUuid()));
            case ObjectId id -> out.writeBytes(id.toByteArray());
            case Boolean truth -> out.write(truth ? 1 : 0);
            case Instant instant -> signed(instant.toEpochMilli());
            case BsonTimestamp timestamp -> unsigned(timestamp.getValue());
            case BsonRegularExpression regex -> {
                text(regex.getPattern());
                text(String.valueOf(regex.getOptions()));
            }
            default -> {
                // MinKey and MaxKey are their tag
            }
        }
    }

    /** The nearest double, then what a long lies beside it: exact for every int, long and double, and in order. */
    private void number(Number number) {
        double nearest = number.doubleValue() + 0.0;
        long bits = Double.doubleToLongBits(nearest);
        unsigned(Double.isNaN(nearest) ? 0 : bits ^ (bits >> 63 | Long.MIN_VALUE));
        int beside = number instanceof Long exact ? beside(exact, nearest) : 0;
        int shifted = beside + 0x8000;
        out.write(shifted >> 8);
        out.write(shifted);
    }

    private static int beside(long exact, double nearest) {
        // the cast of 2^63 back to long saturates one below it
        return (int) (nearest == 0x1p63 ? exact - Long.MAX_VALUE - 1 : exact - (long) nearest);
    }

    /** UTF-8 orders as MongoDB does; a zero byte inside is escaped so that the terminator stays the smallest. */
    private void text(String text) {
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            out.write(part);
            if (part == 0) {
                out.write(AFTER);
            }
        }
        out.write(END);
        out.write(END);
    }

    private void object(Document document) {
        document.forEach((name, value) -> {
            out.write(value == null ? NULL : tag(value));
            text(name);
            append(value);
        });
        out.write(END);
    }

    private void array(Collection<?> list) {
        list.forEach(this::append);
        out.write(END);
    }

    private void binary(int subtype, byte[] data) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
        out.write(subtype);
        out.writeBytes(data);
    }

    private void signed(long value) {
        unsigned(value ^ Long.MIN_VALUE);
    }

    private void unsigned(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
