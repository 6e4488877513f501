package io.paylog.command.bus;

import io.paylog.api.payments.PaymentCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageHandler;

/** A command bus that can tell whether each payment command has its one handler; a second one is refused at once. */
class CompleteCommandBus extends SimpleCommandBus {

    private final Set<String> handled = ConcurrentHashMap.newKeySet();

    CompleteCommandBus() {
        super(SimpleCommandBus.builder()
                .duplicateCommandHandlerResolver(DuplicateCommandHandlerResolution.rejectDuplicates()));
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        Registration registration = super.subscribe(commandName, handler);
        handled.add(commandName);
        return registration;
    }

    /** @throws IllegalStateException if a payment command has no handler */
    void checkComplete() {
        List<String> missing = Arrays.stream(PaymentCommand.class.getPermittedSubclasses())
                .map(Class::getName)
                .filter(name -> !handled.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("No handler for " + missing);
        }
    }
}
