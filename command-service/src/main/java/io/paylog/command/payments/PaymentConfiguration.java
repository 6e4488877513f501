package io.paylog.command.payments;

import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.aggregates.AggregateCache;
import io.paylog.command.aggregates.AggregateLocks;
import io.paylog.command.aggregates.BackgroundSnapshotter;
import io.paylog.command.aggregates.CachingRepository;
import io.paylog.command.aggregates.CostlyLoads;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where payments are loaded from, and what is kept of them between commands. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean(destroyMethod = "close")
    BackgroundSnapshotter snapshotter(
            EventStore eventStore,
            org.axonframework.config.Configuration axon,
            CommandServiceProperties properties,
            MeterRegistry meters) {
        AggregateSnapshotter.Builder builder = AggregateSnapshotter.builder()
                .eventStore(eventStore)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(Payment.class))
                .aggregateFactories(new GenericAggregateFactory<>(Payment.class));
        return BackgroundSnapshotter.start(builder, properties.snapshots().maxWaiting(), meters);
    }

    /** Found by its name, which Axon derives from the aggregate's. */
    @Bean
    CachingRepository<Payment> paymentRepository(
            EventStore eventStore,
            org.axonframework.config.Configuration axon,
            BackgroundSnapshotter snapshotter,
            CommandServiceProperties properties,
            MeterRegistry meters) {
        CommandServiceProperties.Snapshots snapshots = properties.snapshots();
        CommandServiceProperties.Aggregates aggregates = properties.aggregates();
        var model = AnnotatedAggregateMetaModelFactory.inspectAggregate(
                Payment.class, axon.parameterResolverFactory(), axon.handlerDefinition(Payment.class));
        EventSourcingRepository.Builder<Payment> builder = EventSourcingRepository.builder(Payment.class)
                .aggregateModel(model)
                .aggregateFactory(new GenericAggregateFactory<>(model))
                .eventStore(eventStore)
                .lockFactory(new AggregateLocks(aggregates.lockWait()))
                .snapshotTriggerDefinition(new CostlyLoads(snapshotter, snapshots.events(), snapshots.loadTime()));
        return new CachingRepository<>(
                builder, new AggregateCache<>(aggregates.cacheMemory().toBytes(), Payment::estimatedBytes, meters));
    }
}
