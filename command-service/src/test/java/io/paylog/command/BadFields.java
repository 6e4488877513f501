package io.paylog.command;

import io.paylog.web.testing.BadRequest;
import io.paylog.web.testing.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values that a field must not have: a field and a value in each line; and what is told to be wrong if not the field. */
final class BadFields {

    private static final Pattern REPEATED = Pattern.compile("(.)\\{(\\d+)}");

    private static final String PAYMENT = """
            id             ; ""
            id             ; "a/b"
            id             ; "."
            id             ; ".."
            id             ; "a b"
            id             ; "a\\u0000"
            id             ; "a\\n"
            id             ; "\\ud800"
            id             ; "x{65}"
            id             ; 5
            id             ; 1.5
            id             ; true
            id             ; ["a"]
            id             ; {"a":"b"}
            organizationId ; null
            organizationId ; "o/7"
            organizationId ; 7
            userId         ; null
            userId         ; "x{65}"
            amount         ; null
            amount         ; 0
            amount         ; -0
            amount         ; -1
            amount         ; 1.0
            amount         ; 1.5
            amount         ; 1e3
            amount         ; 1e400
            amount         ; 1000000000000
            amount         ; 9223372036854775808
            amount         ; -9223372036854775809
            amount         ; "1"
            amount         ; ""
            amount         ; true
            amount         ; [1]
            amount         ; {}
            amount         ; 9{1001}           ; ''
            amount         ; 01                ; ''
            amount         ; +1                ; ''
            amount         ; NaN               ; ''
            amount         ; Infinity          ; ''
            amount         ; 0x10              ; ''
            amount         ; 1_000             ; ''
            currency       ; null
            currency       ; ""
            currency       ; "eur"
            currency       ; "EURO"
            currency       ; "XXX"
            currency       ; "XTS"
            currency       ; "XAU"
            currency       ; "DEM"
            currency       ; "QQQ"
            currency       ; 978
            currency       ; ["EUR"]
            paymentMethod  ; null
            paymentMethod  ; ""
            paymentMethod  ; "pm ok"
            paymentMethod  ; "4111111111111111"
            paymentMethod  ; "4111-1111-1111-1111"
            paymentMethod  ; "x{256}"
            description    ; 5
            description    ; true
            description    ; {}
            description    ; "a\\ud800b"
            description    ; "\\udc00"
            description    ; "a\\u0000"
            description    ; "a\\nb"
            description    ; "x{1001}"
            description    ; [{600}]{600}
            metadata       ; "a"
            metadata       ; []
            metadata       ; 1
            metadata       ; <51 pairs>
            metadata       ; {"a":5}           ; /metadata/a
            metadata       ; {"a":1.5}         ; /metadata/a
            metadata       ; {"a":false}       ; /metadata/a
            metadata       ; {"a":["b"]}       ; /metadata/a
            metadata       ; {"a":{"b":"c"}}   ; /metadata/a
            metadata       ; {"a/b~c":5}       ; /metadata/a~1b~0c
            metadata       ; {"a":"b","a":"c"} ; /metadata/a
            metadata       ; {"a":null}        ; /metadata/a
            metadata       ; {"":"b"}          ; /metadata/
            metadata       ; {"a":"x{501}"}    ; /metadata/a
            metadata       ; {"a":"b\\nc"}     ; /metadata/a
            metadata       ; {"a":"\\udc00"}   ; /metadata/a
            metadata       ; {"\\ud800":"a"}   ; ''
            workflowId     ; ""
            workflowId     ; 5
            resourceId     ; "a/b"
            resourceId     ; []
            surprise       ; 1
            Amount         ; 1
            """;

    private static final String PATCH = """
            description    ; 5
            description    ; {}
            description    ; "a\\u0007"
            description    ; "x{1001}"
            description    ; [{600}1           ; ''
            metadata       ; "a"
            metadata       ; []
            metadata       ; {"a":5}           ; /metadata/a
            metadata       ; {"a":{"b":"c"}}   ; /metadata/a
            metadata       ; {"a/b~c":[]}      ; /metadata/a~1b~0c
            metadata       ; {"a":"b","a":"c"} ; /metadata/a
            metadata       ; {"":"b"}          ; /metadata/
            metadata       ; {"a":"x{501}"}    ; /metadata/a
            amount         ; 1
            status         ; "COMPLETED"
            """;

    private static final String REFUND = """
            id             ; ""
            id             ; "a/b"
            id             ; "x{65}"
            id             ; 5
            amount         ; 0
            amount         ; -1
            amount         ; 1.0
            amount         ; 1e0
            amount         ; "1"
            amount         ; 1000000000000
            amount         ; 9223372036854775808
            amount         ; []
            reason         ; 5
            reason         ; "a\\u0000"
            reason         ; "\\ud800"
            reason         ; "x{501}"
            currency       ; "EUR"
            """;

    private static final String RETRY = """
            attempt        ; 0
            attempt        ; 1
            attempt        ; -1
            attempt        ; 2.0
            attempt        ; "2"
            attempt        ; true
            attempt        ; 3000000000
            paymentMethod  ; ""
            paymentMethod  ; "4111111111111111"
            paymentMethod  ; 5
            amount         ; 1
            """;

    private static final String SWITCH = """
            available      ; null
            available      ; 0
            available      ; 0.0
            available      ; ""
            available      ; "false"
            available      ; "no"
            available      ; [false]
            """;

    private BadFields() {}

    static Stream<BadRequest> ofEachEndpoint() {
        return Stream.of(
                        rows(Requests.CREATE, PAYMENT),
                        rows(Requests.UPDATE, PATCH),
                        rows(Requests.REFUND, REFUND),
                        rows(Requests.RETRY, RETRY),
                        rows(Requests.SWITCH, SWITCH))
                .flatMap(rows -> rows);
    }

    /** Refused alone, and named from the whole body on. What breaks the JSON breaks the whole body. */
    static Stream<BadRequest> ofOneOfManyPayments() {
        return PAYMENT.lines().filter(line -> !line.endsWith("''")).map(line -> {
            BadRequest alone = row(Requests.CREATE, line);
            String body = alone.bytes().substring(alone.bytes().indexOf("\r\n\r\n") + 4);
            return Requests.BULK
                    .withBody("{\"payments\":[" + body + "]}")
                    .refused(
                            alone.what(),
                            400,
                            alone.code(),
                            "/payments/0" + alone.fields().getFirst());
        });
    }

    private static Stream<BadRequest> rows(Request valid, String table) {
        return table.lines().map(line -> row(valid, line));
    }

    private static BadRequest row(Request valid, String line) {
        String[] cells = line.split("\\s*;\\s*", -1);
        String pointer = cells.length < 3 ? "/" + cells[0] : cells[2].strip().replace("''", "");
        String body = RawObject.of(valid.body())
                .with(cells[0], expanded(cells[1].strip()))
                .toString();
        return valid.withBody(body).refused(cells[0] + " " + cells[1], 400, "invalid-request", pointer);
    }

    /** A character and a number of times that it is written; and more pairs than a payment may have. */
    private static String expanded(String value) {
        if (value.equals("<51 pairs>")) {
            return IntStream.range(0, 51)
                    .mapToObj(i -> "\"" + i + "\":\"a\"")
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return REPEATED.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }
}
