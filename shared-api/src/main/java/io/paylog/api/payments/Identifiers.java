package io.paylog.api.payments;

import java.util.regex.Pattern;

/** The one form that identifiers have: 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
final class Identifiers {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Identifiers() {}

    static String check(String name, String value) {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        }
        return value;
    }
}
