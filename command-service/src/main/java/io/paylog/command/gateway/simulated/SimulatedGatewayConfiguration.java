package io.paylog.command.gateway.simulated;

import com.mongodb.client.MongoDatabase;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.gateway.PaymentGateway;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Uses the simulated gateway. Another adapter brings its own bean of {@link PaymentGateway} under another value of
 * {@code paylog.gateway.adapter}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "paylog.gateway.adapter", havingValue = "simulated", matchIfMissing = true)
class SimulatedGatewayConfiguration {

    @Bean
    Ledger ledger(MongoDatabase commandDatabase) {
        return new Ledger(commandDatabase);
    }

    @Bean
    LedgerEndpoint ledgerEndpoint(Ledger ledger) {
        return new LedgerEndpoint(ledger);
    }

    @Bean
    Availability availability(MongoDatabase commandDatabase) {
        return new Availability(commandDatabase);
    }

    @Bean
    AvailabilityEndpoint availabilityEndpoint(Availability availability) {
        return new AvailabilityEndpoint(availability);
    }

    @Bean
    PaymentGateway paymentGateway(Ledger ledger, Availability availability, CommandServiceProperties properties) {
        return new SimulatedGateway(ledger, availability, properties.gateway().slowCall());
    }
}
