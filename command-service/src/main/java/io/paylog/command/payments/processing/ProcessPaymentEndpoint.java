package io.paylog.command.payments.processing;

import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.web.WriteAnswer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /payments}: creates a payment; the gateway is asked afterwards. */
@RestController
class ProcessPaymentEndpoint {

    private final Commands commands;
    private final WriteAnswer.Factory answers;

    ProcessPaymentEndpoint(Commands commands, WriteAnswer.Factory answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @PostMapping("/api/v1/payments")
    ResponseEntity<WriteAnswer> process(@RequestBody ProcessPaymentRequest request, MessageContext context) {
        return answers.created(commands.send(request.toCommand(), context));
    }
}
