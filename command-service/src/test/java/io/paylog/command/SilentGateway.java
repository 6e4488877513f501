package io.paylog.command;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import io.paylog.command.gateway.PaymentGateway;
import org.springframework.context.annotation.Bean;

/** A gateway that is always away. Named as a source by those who want it, never found by scanning. */
public class SilentGateway {

    @Bean
    PaymentGateway paymentGateway() {
        return mock(PaymentGateway.class, withSettings().stubOnly().defaultAnswer(call -> {
            throw new IllegalStateException("The gateway is away");
        }));
    }
}
