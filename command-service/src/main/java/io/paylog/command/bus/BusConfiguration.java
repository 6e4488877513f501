package io.paylog.command.bus;

import jakarta.validation.ValidatorFactory;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.interceptors.BeanValidationInterceptor;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The command bus with everything that each command passes on its way. */
@Configuration(proxyBeanMethods = false)
class BusConfiguration {

    @Bean
    CompleteCommandBus commandBus(
            ValidatorFactory validatorFactory, org.axonframework.config.Configuration configuration) {
        CompleteCommandBus bus = new CompleteCommandBus();
        bus.registerDispatchInterceptor(new BeanValidationInterceptor<>(validatorFactory));
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
        bus.registerHandlerInterceptor(new LogCommands());
        return bus;
    }

    @Bean
    ConfigurerModule eventAttribution() {
        return configurer -> configurer.onInitialize(configuration -> configuration.onStart(
                Phase.OUTBOUND_EVENT_CONNECTORS,
                () -> configuration.eventBus().registerDispatchInterceptor(new AttributeEvents())));
    }

    /** Fails the start before the first request is taken. */
    @Bean
    ConfigurerModule everyCommandHasAHandler() {
        return configurer -> configurer.onInitialize(configuration -> configuration.onStart(
                Phase.INBOUND_COMMAND_CONNECTOR,
                () -> ((CompleteCommandBus) configuration.commandBus()).checkComplete()));
    }
}
