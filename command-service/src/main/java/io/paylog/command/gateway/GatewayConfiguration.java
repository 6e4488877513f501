package io.paylog.command.gateway;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.bus.Commands;
import java.time.InstantSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The work list and those who work on it. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    GatewayWorkList gatewayWorkList(MongoDatabase commandDatabase, InstantSource clock) {
        return new GatewayWorkList(commandDatabase, clock);
    }

    @Bean
    WorkListMetrics workListMetrics(GatewayWorkList workList, CommandServiceProperties properties) {
        CommandServiceProperties.Gateway settings = properties.gateway();
        return new WorkListMetrics(
                () -> WorkListFigures.of(workList, settings.unresolvedAfter()), settings.metricsInterval());
    }

    @Bean
    GatewayWorkers gatewayWorkers(
            GatewayWorkList workList,
            PaymentGateway gateway,
            Commands commands,
            CommandServiceProperties properties,
            InstantSource clock,
            MeterRegistry meters) {
        AskGateway asking = new AskGateway(gateway, clock, meters);
        GatewayCaller caller = new GatewayCaller(
                asking, workList, commands::send, GatewayCaller.Pace.of(properties.gateway(), workList, clock));
        return new GatewayWorkers(workList, caller, properties.gateway());
    }

    @Bean
    GatewayHealth gatewayHealthIndicator(
            GatewayWorkers workers, EventProcessingConfiguration processors, ListingAlarm alarm, MeterRegistry meters) {
        GatewayHealth health = new GatewayHealth(workers, processors, alarm);
        Gauge.builder("paylog.gateway.stopped", health, GatewayHealth::stopped)
                .description("1 while new payments do not reach the gateway")
                .register(meters);
        return health;
    }
}
