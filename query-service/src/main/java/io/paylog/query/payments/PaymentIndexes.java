package io.paylog.query.payments;

import io.paylog.query.projecting.ViewIndex;
import java.util.List;

/**
 * The orders in which payments are found. Equality comes first, then the order of a list; the identifier makes it total.
 * What else a list asks for is looked at in the documents.
 */
public final class PaymentIndexes {

    /** What has changed in an organization since a position. */
    public static final ViewIndex CHANGES =
            ViewIndex.ascending("organizationId").thenAscending("position");

    private static final List<String> ORDERS = List.of("createdAt", "amount", "status");

    /** Within an organization, within one status of it, and within one status of all organizations. */
    static final List<ViewIndex> ALL = List.of(
            listing(true, false, "createdAt"),
            listing(true, false, "amount"),
            listing(true, false, "status"),
            listing(true, true, "createdAt"),
            listing(true, true, "amount"),
            listing(false, true, "createdAt"),
            listing(false, true, "amount"),
            listing(false, true, "status"),
            CHANGES);

    private PaymentIndexes() {}

    /**
     * The index for lists in one order.
     *
     * @param organization whether the list is of one organization
     * @param status whether it is of one status
     * @param order the field that it is sorted by: createdAt, amount or status
     */
    public static ViewIndex listing(boolean organization, boolean status, String order) {
        if (!ORDERS.contains(order) || !(organization || status)) {
            throw new IllegalArgumentException("there is no index for such lists by " + order);
        }
        ViewIndex equal = ViewIndex.ascending(organization ? "organizationId" : "status");
        boolean statusFollows = organization && (status || order.equals("status"));
        ViewIndex leading = statusFollows ? equal.thenAscending("status") : equal;
        return order.equals("status")
                ? leading.thenAscending("_id")
                : leading.thenDescending(order).thenDescending("_id");
    }
}
