package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.endtoend.Model.State;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares everything that services show with the model, field by field. */
record ViewCheck(Model model) {

    private static final List<String> STATUSES =
            List.of("PROCESSING", "COMPLETED", "FAILED", "PARTIALLY_REFUNDED", "REFUNDED");

    /** Each payment by its id, and the lists of each organization: all of them, and by status. */
    void assertShownBy(Http queries) throws IOException {
        for (State state : model.payments()) {
            assertThat(queries.get(Payments.PATH + "/" + state.id()).map()).isEqualTo(state.view());
        }
        Set<String> organizations = model.payments().stream()
                .map(state -> state.text("organizationId"))
                .collect(Collectors.toSet());
        for (String organization : organizations) {
            assertLists(queries, organization);
        }
        assertThat(listed(queries, "limit=100&status=PROCESSING&olderThan=PT0.001S"))
                .isEqualTo(expected(state -> state.text("status").equals("PROCESSING")));
    }

    private void assertLists(Http queries, String organization) throws IOException {
        String filter = "limit=100&organizationId=" + organization;
        Predicate<State> ours = state -> state.text("organizationId").equals(organization);
        assertThat(listed(queries, filter))
                .isEqualTo(expected(ours.and(state -> !state.text("status").equals("DELETED"))));
        for (String status : STATUSES) {
            assertThat(listed(queries, filter + "&status=" + status))
                    .isEqualTo(expected(ours.and(state -> state.text("status").equals(status))));
        }
    }

    /** A payment that is listed twice is an error of the collector. */
    private static Map<String, Map<String, Object>> listed(Http queries, String filter) throws IOException {
        return PageWalk.of(queries, filter).stream()
                .map(Json::map)
                .collect(Collectors.toMap(payment -> String.valueOf(payment.get("id")), payment -> payment));
    }

    private Map<String, Map<String, Object>> expected(Predicate<State> filter) {
        return model.payments().stream().filter(filter).collect(Collectors.toMap(State::id, State::view));
    }

    /** Money moved as often, and as much, as the payments say. */
    void assertAgreesWith(GatewayLedger ledger) throws IOException {
        for (State state : model.payments()) {
            assertThat(ledger.charges(state.id()))
                    .as("charges of %s", state.id())
                    .isEqualTo(state.view().containsKey("processedAt") ? 1 : 0);
            assertThat(ledger.refunded(state.id()))
                    .as("refunds of %s", state.id())
                    .isEqualTo(state.view().get("amountRefunded"));
        }
    }
}
