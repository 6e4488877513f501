package io.paylog.command.gateway.simulated;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.gateway.GatewayAnswer;
import io.paylog.command.gateway.PaymentGateway.Call;
import io.paylog.command.gateway.PaymentGateway.Charge;
import io.paylog.command.gateway.PaymentGateway.Repayment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated gateway has done, apart from what payments say of it, so that a double charge would show. The
 * first call with a key decides; a later one gets the same answer and is only counted.
 */
class Ledger {

    private static final String CHARGE_PREFIX = "ch_";
    private static final String METHOD = "paymentMethod";

    /** How often money has moved under a key, whatever the number of calls. */
    static final String MOVEMENTS = "movements";

    /** Building an index over many entries takes longer than anything else here may. */
    private static final Duration INDEX_BUILD = Duration.ofMinutes(10);

    private final MongoCollection<Document> entries;

    Ledger(MongoDatabase database) {
        this.entries = database.getCollection("simulated_gateway");
        entries.withTimeout(INDEX_BUILD.toSeconds(), TimeUnit.SECONDS).createIndex(Indexes.ascending("paymentId"));
    }

    Entered charge(Charge charge) {
        return enter(
                entry(charge).append("reference", CHARGE_PREFIX + charge.key()).append(MOVEMENTS, 1));
    }

    Entered refund(Repayment repayment) {
        return enter(
                entry(repayment).append("reference", "re_" + repayment.key()).append(MOVEMENTS, 1));
    }

    Entered decline(Call call, Failure failure) {
        return enter(entry(call).append("failure", failureDocument(failure)).append(MOVEMENTS, 0));
    }

    /** What was answered to a call, if it ever came. */
    Optional<GatewayAnswer> find(String key) {
        return Optional.ofNullable(entries.find(eq("_id", key)).first()).map(Ledger::answer);
    }

    /** By which means of payment a charge was made. */
    Optional<PaymentMethod> methodOf(String chargeReference) {
        if (!chargeReference.startsWith(CHARGE_PREFIX)) {
            return Optional.empty();
        }
        String key = chargeReference.substring(CHARGE_PREFIX.length());
        return Optional.ofNullable(entries.find(eq("_id", key)).first())
                .map(charge -> charge.getString(METHOD))
                .map(PaymentMethod::new);
    }

    List<Document> entriesOf(PaymentId paymentId) {
        return entries.find(eq("paymentId", paymentId.value()))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    private static Document entry(Call call) {
        Document entry = new Document("_id", call.key())
                .append("paymentId", call.paymentId().value())
                .append("amount", call.money().amount())
                .append("currency", call.money().currencyCode())
                .append("calls", 1);
        return switch (call) {
            case Charge charge ->
                entry.append("kind", "charge")
                        .append(METHOD, charge.paymentMethod().token());
            case Repayment _ -> entry.append("kind", "refund");
        };
    }

    private Entered enter(Document entry) {
        try {
            entries.insertOne(entry);
            return new Entered(answer(entry), true);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return new Entered(answer(countRepeat(entry.getString("_id"))), false);
        }
    }

    private Document countRepeat(String key) {
        return Objects.requireNonNull(
                entries.findOneAndUpdate(
                        eq("_id", key),
                        Updates.inc("calls", 1),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)),
                "entries are never deleted");
    }

    private static GatewayAnswer answer(Document entry) {
        @Nullable Document failure = entry.get("failure", Document.class);
        return failure == null
                ? new GatewayAnswer.Approved(entry.getString("reference"))
                : new GatewayAnswer.Declined(new Failure(
                        failure.getString("code"), failure.getString("message"), failure.getBoolean("retryable")));
    }

    private static Document failureDocument(Failure failure) {
        return new Document("code", failure.code())
                .append("message", failure.message())
                .append("retryable", failure.retryable());
    }

    /**
     * What the books say of a call.
     *
     * @param first whether this is the first call with its key
     */
    record Entered(GatewayAnswer answer, boolean first) {}
}
