package io.paylog.command.gateway;

import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.RefundId;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.gateway.GatewayWork.ChargeWork;
import io.paylog.command.gateway.GatewayWork.RefundWork;
import java.util.List;
import org.bson.Document;

/** How work and its context are written in the work list. */
final class GatewayWorkDocuments {

    static final String CHARGE = "charge";
    static final String REFUND = "refund";
    static final List<String> KINDS = List.of(CHARGE, REFUND);

    private GatewayWorkDocuments() {}

    static Document toDocument(GatewayWork work, MessageContext context) {
        Document document = new Document("paymentId", work.paymentId().value())
                .append("amount", work.money().amount())
                .append("currency", work.money().currencyCode())
                .append("correlationId", context.correlationId())
                .append("causationId", context.causationId())
                .append("traceParent", context.traceParent());
        return switch (work) {
            case ChargeWork charge ->
                document.append("kind", CHARGE)
                        .append("attempt", charge.attempt())
                        .append("paymentMethod", charge.paymentMethod().token());
            case RefundWork refund ->
                document.append("kind", REFUND)
                        .append("refundId", refund.refundId().value())
                        .append("chargeReference", refund.chargeReference());
        };
    }

    static GatewayWork toWork(Document document) {
        PaymentId paymentId = new PaymentId(document.getString("paymentId"));
        Money money = Money.of(document.getLong("amount"), document.getString("currency"));
        String kind = document.getString("kind");
        return switch (kind) {
            case CHARGE ->
                new ChargeWork(
                        paymentId,
                        document.getInteger("attempt"),
                        money,
                        new PaymentMethod(document.getString("paymentMethod")));
            case REFUND ->
                new RefundWork(
                        paymentId,
                        new RefundId(document.getString("refundId")),
                        money,
                        document.getString("chargeReference"));
            default -> throw new IllegalStateException("Unknown kind of gateway work: " + kind);
        };
    }

    static MessageContext toContext(Document document) {
        return new MessageContext(
                document.getString("correlationId"),
                document.getString("causationId"),
                document.getString("traceParent"));
    }
}
