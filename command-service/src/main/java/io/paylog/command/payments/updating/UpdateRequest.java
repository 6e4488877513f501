package io.paylog.command.payments.updating;

import io.paylog.api.payments.Description;
import io.paylog.api.payments.DescriptionPatch;
import io.paylog.api.payments.DescriptionPatch.TextChange;
import io.paylog.command.web.Fields;
import io.paylog.command.web.Pointers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A merge patch of a payment, as clients write it. In both fields, absent means that nothing changes, and null that all
 * goes.
 *
 * @param description a string or null
 * @param metadata an object or null; each value a string, or null for a pair that goes
 */
record UpdateRequest(
        @Nullable JsonNode description, @Nullable JsonNode metadata) {

    private static final TextChange KEEP = new TextChange.Keep();
    private static final TextChange REMOVE = new TextChange.Remove();

    /** @throws io.paylog.web.InvalidRequestException naming every field that is wrong */
    DescriptionPatch toPatch() {
        Fields fields = new Fields();
        TextChange text = fields.optional("description", description, UpdateRequest::textChange)
                .orElse(KEEP);
        Map<String, @Nullable String> pairs = metadata == null ? Map.of() : pairs(metadata, fields);
        return fields.build(() -> new DescriptionPatch(text, metadata != null && metadata.isNull(), pairs));
    }

    private static TextChange textChange(JsonNode value) {
        String text = new Description(stringOrNull(value), Map.of()).text();
        return text == null ? REMOVE : new TextChange.Set(text);
    }

    private static Map<String, @Nullable String> pairs(JsonNode metadata, Fields fields) {
        Map<String, @Nullable String> pairs = new LinkedHashMap<>();
        if (!metadata.isObject() && !metadata.isNull()) {
            fields.wrong("/metadata", "must be an object or null");
        }
        metadata.forEachEntry((key, value) ->
                fields.part("/metadata" + Pointers.to(key), () -> pairs.put(key, pairValue(key, value))));
        return pairs;
    }

    /** Only how many pairs there are is unknown before the patch meets the payment. */
    private static @Nullable String pairValue(String key, JsonNode value) {
        String text = stringOrNull(value);
        if (text != null) {
            Description.checkPair(key, text);
        }
        return text;
    }

    private static @Nullable String stringOrNull(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException("must be a string or null");
        }
        return value.stringValue();
    }
}
