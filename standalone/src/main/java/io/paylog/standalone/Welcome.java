package io.paylog.standalone;

import java.io.PrintStream;

/** What a person reads once everything runs. */
final class Welcome {

    private Welcome() {}

    static void print(PaymentSystem system, PrintStream out) {
        out.println("""

                Paylog runs.

                  Commands  %1$s/api/v1/payments
                  Queries   %2$s/api/v1/payments
                  Lag       %2$s/api/v1/projections
                """.formatted(system.commandUrl(), system.queryUrl()));
        system.stores().forEach(line -> out.println("  " + line));
        out.println("""

                Try it:

                  curl -i %1$s/api/v1/payments -H 'Content-Type: application/json' -d '{
                    "id": "inv-1", "organizationId": "org-7", "userId": "user-9",
                    "amount": 1999, "currency": "EUR", "paymentMethod": "pm_ok"}'

                  curl -i %2$s/api/v1/payments/inv-1

                  curl -i %1$s/api/v1/payments/inv-1/refunds -H 'Content-Type: application/json' \\
                    -d '{"id": "r-1", "amount": 500, "reason": "goodwill"}'

                  curl -s '%2$s/api/v1/payments?organizationId=org-7'

                %3$s
                """.formatted(system.commandUrl(), system.queryUrl(), system.farewell()));
        out.flush();
    }
}
