package io.paylog.query.payments.listing;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.query.consistency.ViewGate;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.projecting.ProjectionRuntime;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ListingSettings.class)
class ListingConfiguration {

    @Bean
    ListPaymentsHandler listPaymentsHandler(
            ProjectionRuntime<PaymentDocument, PaymentEvent> payments,
            ViewGate<PaymentDocument> gate,
            ListingSettings settings) {
        return new ListPaymentsHandler(payments, gate, settings, Clock.systemUTC());
    }
}
