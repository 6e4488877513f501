package io.paylog.api.payments;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a {@link Description} as a JSON merge patch (RFC 7396) has it: what it does not mention stays.
 *
 * @param text what becomes of the text
 * @param clearsMetadata whether all pairs go before the new ones come
 * @param metadata pairs to set; those without a value are removed
 */
public record DescriptionPatch(TextChange text, boolean clearsMetadata, Map<String, @Nullable String> metadata) {

    public DescriptionPatch {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** What becomes of the text of a description. */
    public sealed interface TextChange {

        /** It stays as it is. */
        record Keep() implements TextChange {}

        /** It is replaced. */
        record Set(String text) implements TextChange {}

        /** There is none any more. */
        record Remove() implements TextChange {}
    }

    /** @throws IllegalArgumentException if the description would pass its bounds */
    public Description applyTo(Description before) {
        Map<String, String> pairs = new LinkedHashMap<>(clearsMetadata ? Map.of() : before.metadata());
        metadata.forEach((key, value) -> {
            if (value == null) {
                pairs.remove(key);
            } else {
                pairs.put(key, value);
            }
        });
        return new Description(
                switch (text) {
                    case TextChange.Keep _ -> before.text();
                    case TextChange.Set set -> set.text();
                    case TextChange.Remove _ -> null;
                },
                pairs);
    }
}
