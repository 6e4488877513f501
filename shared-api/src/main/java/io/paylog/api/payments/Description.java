package io.paylog.api.payments;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about a payment, for people to read and for its own look-ups.
 *
 * @param text at most {@value #MAX_TEXT} characters, as {@link FreeText}
 * @param metadata at most {@value #MAX_PAIRS} pairs; keys of 1 to {@value #MAX_KEY} characters, values of at most
 *     {@value #MAX_VALUE}, as {@link FreeText}
 */
public record Description(@Nullable String text, Map<String, String> metadata) {

    public static final int MAX_TEXT = 1_000;
    public static final int MAX_PAIRS = 50;
    public static final int MAX_KEY = 64;
    public static final int MAX_VALUE = 500;

    /** @throws IllegalArgumentException if a bound is passed or a text is not {@link FreeText} */
    public Description {
        if (text != null) {
            FreeText.check("description", text, 0, MAX_TEXT);
        }
        if (metadata.size() > MAX_PAIRS) {
            throw new IllegalArgumentException("metadata must have at most " + MAX_PAIRS + " pairs");
        }
        metadata.forEach(Description::checkPair);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** @throws IllegalArgumentException if no metadata may have this pair */
    public static void checkPair(String key, String value) {
        FreeText.check("metadata key", key, 1, MAX_KEY);
        FreeText.check("metadata value", value, 0, MAX_VALUE);
    }
}
