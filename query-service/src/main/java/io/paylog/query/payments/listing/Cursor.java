package io.paylog.query.payments.listing;

import io.paylog.api.queries.ListPayments;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Where a page ends: the values that its last payment is sorted by. The text is opaque to callers; a checksum over it and
 * over the list it belongs to tells a cursor of another list, or a damaged one. It keeps no secret.
 *
 * @param value of the field that the list is sorted by: minor units, or milliseconds since 1970
 */
record Cursor(long value, String id) {

    private static final int MAX_TEXT = 512;

    String encode(ListPayments list) {
        String position = value + " " + id;
        String text = position + " " + checksum(list, position);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidCursorException if the text was not encoded for this list */
    static Cursor decode(ListPayments list, String text) {
        if (text.length() > MAX_TEXT) {
            throw new InvalidCursorException();
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length != 3 || !parts[2].equals(checksum(list, parts[0] + " " + parts[1]))) {
                throw new InvalidCursorException();
            }
            return new Cursor(Long.parseLong(parts[0]), parts[1]);
        } catch (IllegalArgumentException damaged) {
            throw new InvalidCursorException();
        }
    }

    /** Over everything that makes it another list; neither part can contain a space. */
    private static String checksum(ListPayments list, String position) {
        CRC32C checksum = new CRC32C();
        String bound = "1 " + list.organizationId() + " " + list.status() + " "
                + list.sort().text() + " " + position;
        checksum.update(bound.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
