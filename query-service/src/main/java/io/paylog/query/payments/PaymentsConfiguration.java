package io.paylog.query.payments;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.query.consistency.FreshnessSettings;
import io.paylog.query.consistency.ViewGate;
import io.paylog.query.projecting.Log;
import io.paylog.query.projecting.ProjectionEnvironment;
import io.paylog.query.projecting.ProjectionRuntime;
import io.paylog.query.projecting.ViewListener;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
class PaymentsConfiguration {

    /** After the caches: whoever is let go on reads what they have been given. */
    @Bean
    @Order
    ViewGate<PaymentDocument> paymentsGate(FreshnessSettings settings) {
        return new ViewGate<>("payments", settings);
    }

    @Bean
    ProjectionRuntime<PaymentDocument, PaymentEvent> paymentsProjection(
            ProjectionEnvironment environment,
            List<ViewListener<PaymentDocument>> listeners,
            ViewGate<PaymentDocument> gate,
            Log log) {
        ProjectionRuntime<PaymentDocument, PaymentEvent> runtime =
                new ProjectionRuntime<>(new PaymentProjection(), environment, listeners);
        gate.watch(runtime.position(), log, runtime::complete);
        return runtime;
    }
}
