package io.paylog.command.payments.bulk;

import io.paylog.api.payments.PaymentId;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.payments.processing.ProcessPaymentRequest;
import io.paylog.command.web.Pointers;
import io.paylog.command.web.UnreadableBody;
import io.paylog.web.BodyTooLargeException;
import io.paylog.web.FieldProblem;
import io.paylog.web.InvalidRequestException;
import io.paylog.web.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code {"payments": […]}}. The body is first cut into its items, which keeps nothing but where each begins and
 * ends; then each is read on its own, so that a wrong one harms no other, and a huge one nobody.
 */
@Component
class BulkBody {

    static final int MAX_ITEMS = 1_000;

    private static final String PAYMENTS = "payments";

    /** A level takes a few dozen bytes while it is open. What one payment may have is for the reader of items to say. */
    private static final int MAX_DEPTH = 10_000;

    private final JsonFactory cutting;
    private final ObjectReader itemReader;
    private final long maxItemBytes;

    BulkBody(JsonMapper mapper, CommandServiceProperties properties) {
        this.cutting = cuttingUpTo(Math.toIntExact(properties.bulk().maxBody().toBytes()));
        this.itemReader = mapper.readerFor(ProcessPaymentRequest.class);
        this.maxItemBytes = properties.bulk().maxItem().toBytes();
    }

    /** Its bounds are those of the body: an item past the usual ones is refused when it is read, and no other with it. */
    private static JsonFactory cuttingUpTo(int maxBodyBytes) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(maxBodyBytes)
                        .maxNameLength(maxBodyBytes)
                        .maxStringLength(maxBodyBytes)
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
    }

    /** @throws InvalidRequestException if the body is no such object, or holds too few or too many items */
    List<BulkItem> read(byte[] body) {
        Utf8.require(body);
        List<Cut> cuts = cut(body);
        return IntStream.range(0, cuts.size())
                .mapToObj(i -> read(body, cuts.get(i), "/" + PAYMENTS + "/" + i))
                .toList();
    }

    private BulkItem read(byte[] body, Cut cut, String pointer) {
        if (!cut.isObject()) {
            return new BulkItem.Wrong(null, InvalidRequestException.of(pointer, "must be one JSON object"));
        }
        if (cut.length() > maxItemBytes) {
            return new BulkItem.Wrong(null, new BodyTooLargeException());
        }
        try {
            ProcessPaymentRequest request = itemReader.readValue(body, cut.from(), cut.length());
            return understand(request, pointer);
        } catch (JacksonException e) {
            return new BulkItem.Wrong(null, within(pointer, List.of(UnreadableBody.explain(e))));
        }
    }

    private static BulkItem understand(ProcessPaymentRequest request, String pointer) {
        try {
            return new BulkItem.Asked(request.toCommand());
        } catch (InvalidRequestException e) {
            return new BulkItem.Wrong(wellFormed(request.id()), within(pointer, e.errors()));
        }
    }

    private static @Nullable String wellFormed(@Nullable String id) {
        try {
            return id == null ? null : new PaymentId(id).value();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static InvalidRequestException within(String pointer, List<FieldProblem> errors) {
        return new InvalidRequestException(errors.stream()
                .map(error -> new FieldProblem(pointer + error.field(), error.message()))
                .toList());
    }

    private List<Cut> cut(byte[] body) {
        try (JsonParser parser = cutting.createParser(ObjectReadContext.empty(), body)) {
            return cut(parser);
        } catch (JacksonException e) {
            throw new InvalidRequestException(List.of(UnreadableBody.explain(e)));
        }
    }

    private static List<Cut> cut(JsonParser parser) {
        List<Cut> cuts = new ArrayList<>();
        require(parser.nextToken() == JsonToken.START_OBJECT, "", "must be one JSON object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            require(name.equals(PAYMENTS), Pointers.to(name), "is not known");
            require(cuts.isEmpty(), "/" + PAYMENTS, "must be given once");
            require(parser.nextToken() == JsonToken.START_ARRAY, "/" + PAYMENTS, "must be an array");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                requireCount(cuts.size() < MAX_ITEMS);
                cuts.add(cutNext(parser));
            }
        }
        require(parser.nextToken() == null, "", "must be one JSON object");
        requireCount(!cuts.isEmpty());
        return cuts;
    }

    private static Cut cutNext(JsonParser parser) {
        boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
        long from = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        long to = parser.currentLocation().getByteOffset();
        // Other encodings are detected by the parser, and have no offsets in bytes.
        require(from >= 0, "", "must be UTF-8");
        return new Cut(isObject, Math.toIntExact(from), Math.toIntExact(to - from));
    }

    private static void requireCount(boolean fits) {
        require(fits, "/" + PAYMENTS, "must have 1 to " + MAX_ITEMS + " items");
    }

    private static void require(boolean condition, String pointer, String message) {
        if (!condition) {
            throw InvalidRequestException.of(pointer, message);
        }
    }

    /** Where an item is in the body. */
    private record Cut(boolean isObject, int from, int length) {}
}
