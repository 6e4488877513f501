package io.paylog.command.gateway;

import java.time.Duration;

/**
 * What the work list looked like at one moment; not a number what is not known.
 *
 * @param open calls that wait for an answer
 * @param parked answers that contradict their payment
 */
record WorkListFigures(double open, double parked, OfKind charges, OfKind refunds) {

    static final WorkListFigures UNKNOWN = new WorkListFigures(Double.NaN, Double.NaN, OfKind.UNKNOWN, OfKind.UNKNOWN);

    static WorkListFigures of(GatewayWorkList list, Duration unresolvedAfter) {
        return new WorkListFigures(
                list.open(),
                list.parked(),
                OfKind.of(list, GatewayWorkDocuments.CHARGE, unresolvedAfter),
                OfKind.of(list, GatewayWorkDocuments.REFUND, unresolvedAfter));
    }

    /**
     * Of one kind of call.
     *
     * @param unresolved those that have been waiting for too long
     * @param oldestSeconds how long the oldest has been waiting
     */
    record OfKind(double unresolved, double oldestSeconds) {

        private static final OfKind UNKNOWN = new OfKind(Double.NaN, Double.NaN);

        private static OfKind of(GatewayWorkList list, String kind, Duration unresolvedAfter) {
            return new OfKind(
                    list.openLongerThan(unresolvedAfter, kind),
                    list.oldest(kind).toMillis() / 1000.0);
        }
    }
}
