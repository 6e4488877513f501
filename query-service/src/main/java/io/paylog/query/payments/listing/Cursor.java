package io.paylog.query.payments.listing;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.ListPayments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a page ends: the values that its last payment is sorted by, and when the walk began. The text is opaque to callers;
 * a checksum over it and over the list it belongs to tells a cursor of another list, or a damaged one. It keeps no secret.
 */
record Cursor(SortKey last, Beginning begun) {

    private static final int MAX_TEXT = 512;
    private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59Z");

    String encode(ListPayments list) {
        String walked = last.value() + " " + last.id() + " " + begun.position() + " "
                + begun.time().toEpochMilli();
        String text = walked + " " + checksum(list, walked);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidCursorException if the text was not encoded for this list */
    static Cursor decode(ListPayments list, String text) {
        if (text.length() > MAX_TEXT) {
            throw new InvalidCursorException();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int end = plain.lastIndexOf(' ');
            if (end < 0 || !plain.substring(end + 1).equals(checksum(list, plain.substring(0, end)))) {
                throw new InvalidCursorException();
            }
            return parse(list, plain.substring(0, end).split(" ", -1));
        } catch (IllegalArgumentException damaged) {
            throw new InvalidCursorException();
        }
    }

    /** The checksum is no seal, so what comes is looked at. */
    private static Cursor parse(ListPayments list, String[] parts) {
        if (parts.length != 4) {
            throw new InvalidCursorException();
        }
        SortKey last = new SortKey(Long.parseLong(parts[0]), parts[1]);
        Beginning begun = new Beginning(Long.parseLong(parts[2]), Instant.ofEpochMilli(Long.parseLong(parts[3])));
        if (!canBe(last, list)
                || begun.position() < 0
                || begun.time().isBefore(Instant.EPOCH)
                || begun.time().isAfter(MAX_TIME)) {
            throw new InvalidCursorException();
        }
        return new Cursor(last, begun);
    }

    private static boolean canBe(SortKey last, ListPayments list) {
        if (!list.sort().field().equals("status")) {
            return true;
        }
        PaymentStatus status = list.filter().status();
        return status == null
                ? last.value() >= 0 && last.value() < SortKey.STATUSES.size()
                : last.value() == SortKey.STATUSES.indexOf(status);
    }

    /** Over everything that makes it another list. */
    private static String checksum(ListPayments list, String walked) {
        CRC32C checksum = new CRC32C();
        String bound = "3 " + list.filter() + " " + list.sort().text() + " " + walked;
        checksum.update(bound.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
