package io.paylog.command.gateway.simulated;

import com.mongodb.client.MongoDatabase;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.gateway.PaymentGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Uses the simulated gateway. Another adapter brings its own bean of {@link PaymentGateway} under another value of
 * {@code paylog.gateway.adapter}.
 */
@Configuration(proxyBeanMethods = false)
@OnlySimulated
class SimulatedGatewayConfiguration {

    @Bean
    Ledger ledger(MongoDatabase commandDatabase) {
        return new Ledger(commandDatabase);
    }

    @Bean
    Availability availability(MongoDatabase commandDatabase) {
        return new Availability(commandDatabase);
    }

    @Bean
    PaymentGateway paymentGateway(Ledger ledger, Availability availability, CommandServiceProperties properties) {
        return new SimulatedGateway(ledger, availability, properties.gateway().slowCall());
    }
}
