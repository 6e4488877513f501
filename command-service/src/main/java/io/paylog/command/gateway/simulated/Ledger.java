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
import io.paylog.api.money.Money;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentId;
import io.paylog.command.gateway.GatewayAnswer;
import io.paylog.command.gateway.PaymentGateway.Charge;
import io.paylog.command.gateway.PaymentGateway.Repayment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated gateway has done, apart from what payments say of it, so that a double charge would show. The
 * first call with a key decides; a later one gets the same answer and is only counted.
 */
class Ledger {

    private final MongoCollection<Document> entries;

    Ledger(MongoDatabase database) {
        this.entries = database.getCollection("simulated_gateway");
        entries.createIndex(Indexes.ascending("paymentId"));
    }

    GatewayAnswer charge(Charge charge) {
        return enter(entry(charge.key(), "charge", charge.paymentId(), charge.money())
                .append("reference", "ch_" + charge.key()));
    }

    GatewayAnswer decline(Charge charge, Failure failure) {
        return enter(entry(charge.key(), "charge", charge.paymentId(), charge.money())
                .append("failure", failureDocument(failure)));
    }

    GatewayAnswer refund(Repayment repayment) {
        return enter(entry(repayment.key(), "refund", repayment.paymentId(), repayment.money())
                .append("reference", "re_" + repayment.key()));
    }

    List<Document> entriesOf(PaymentId paymentId) {
        return entries.find(eq("paymentId", paymentId.value()))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    private static Document entry(String key, String kind, PaymentId paymentId, Money money) {
        return new Document("_id", key)
                .append("kind", kind)
                .append("paymentId", paymentId.value())
                .append("amount", money.amount())
                .append("currency", money.currencyCode())
                .append("calls", 1);
    }

    private GatewayAnswer enter(Document entry) {
        try {
            entries.insertOne(entry);
            return answer(entry);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return answer(countRepeat(entry.getString("_id")));
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
}
