package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Follows the cursors of a list to its end. */
final class PageWalk {

    private PageWalk() {}

    static List<JsonNode> of(Http queries, String filter) throws IOException {
        List<JsonNode> payments = new ArrayList<>();
        String cursor = "";
        boolean hasMore = true;
        while (hasMore) {
            Http.Answer answer = queries.get(Payments.PATH + "?" + filter + cursor);
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
            answer.json().path("data").forEach(payments::add);
            hasMore = answer.json().path("hasMore").asBoolean();
            cursor = "&cursor="
                    + URLEncoder.encode(answer.json().path("nextCursor").asString(""), StandardCharsets.UTF_8);
        }
        return payments;
    }
}
