package io.paylog.command.gateway;

import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says whether accepted payments reach the gateway. Commands are taken all the same, so readiness does not depend on it. */
final class GatewayHealth implements HealthIndicator {

    private final GatewayWorkers workers;
    private final EventProcessingConfiguration processors;
    private final ListingAlarm alarm;

    GatewayHealth(GatewayWorkers workers, EventProcessingConfiguration processors, ListingAlarm alarm) {
        this.workers = workers;
        this.processors = processors;
        this.alarm = alarm;
    }

    @Override
    public Health health() {
        return (stopped() == 0 ? Health.up() : Health.down())
                .withDetail("listing", listing())
                .withDetail("calling", workers.isAlive())
                .build();
    }

    /** 1 while new payments do not reach the gateway, else 0. */
    int stopped() {
        return listing() && workers.isAlive() ? 0 : 1;
    }

    private boolean listing() {
        return processors
                .eventProcessor(ListGatewayWork.PROCESSOR, PooledStreamingEventProcessor.class)
                .map(processor -> processor.isRunning() && !processor.isError() && !alarm.isRaised())
                .orElse(false);
    }
}
