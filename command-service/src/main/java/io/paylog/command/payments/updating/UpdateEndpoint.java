package io.paylog.command.payments.updating;

import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.web.ExpectedVersion;
import io.paylog.command.web.WriteAnswer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code PATCH /payments/{id}}: changes what the client says about a payment, by a JSON merge patch (RFC 7396). */
@RestController
class UpdateEndpoint {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Commands commands;
    private final WriteAnswer.Factory answers;

    UpdateEndpoint(Commands commands, WriteAnswer.Factory answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @PatchMapping(
            path = "/api/v1/payments/{paymentId}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<WriteAnswer> update(
            @PathVariable PaymentId paymentId,
            ExpectedVersion expected,
            @RequestBody UpdateRequest request,
            MessageContext context) {
        UpdatePayment command = new UpdatePayment(paymentId, request.toPatch(), expected.sequence());
        return answers.changed(commands.send(command, context));
    }
}
