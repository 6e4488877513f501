package io.paylog.endtoend;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Payments to send. */
final class Payments {

    static final String PATH = "/api/v1/payments";

    private Payments() {}

    static String body(String id, String organization, long amount, String paymentMethod) {
        return """
                {"id":"%s","organizationId":"%s","userId":"user-9","amount":%d,"currency":"EUR","paymentMethod":"%s"}""".formatted(id, organization, amount, paymentMethod);
    }

    static Stream<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> "%s-%05d".formatted(prefix, i));
    }
}
