package io.paylog.command.gateway.simulated;

import com.mongodb.client.MongoDatabase;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.gateway.PaymentGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Uses the simulated gateway; another adapter is another bean of {@link PaymentGateway} in place of this. */
@Configuration(proxyBeanMethods = false)
class SimulatedGatewayConfiguration {

    @Bean
    Ledger ledger(MongoDatabase commandDatabase) {
        return new Ledger(commandDatabase);
    }

    @Bean
    PaymentGateway paymentGateway(Ledger ledger, CommandServiceProperties properties) {
        return new SimulatedGateway(ledger, properties.gateway().slowCall());
    }
}
