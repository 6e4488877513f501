package io.paylog.command.gateway.simulated;

import io.paylog.api.payments.PaymentId;
import java.util.List;
import org.bson.Document;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the books of the simulated gateway, for people and tests that want to compare them with the payments. */
@RestController
@OnlySimulated
class LedgerEndpoint {

    private final Ledger ledger;

    LedgerEndpoint(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/simulated-gateway/ledger/{paymentId}")
    List<Entry> entries(@PathVariable PaymentId paymentId) {
        return ledger.entriesOf(paymentId).stream().map(Entry::of).toList();
    }

    /**
     * What the gateway did for one key.
     *
     * @param amount minor units
     * @param movements how often money has moved; more than 1 would be a double charge or refund
     * @param calls how often the key was called
     */
    record Entry(String key, String kind, long amount, String currency, int movements, int calls) {

        static Entry of(Document document) {
            return new Entry(
                    document.getString("_id"),
                    document.getString("kind"),
                    document.getLong("amount"),
                    document.getString("currency"),
                    document.getInteger(Ledger.MOVEMENTS, 0),
                    document.getInteger("calls"));
        }
    }
}
