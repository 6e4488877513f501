package io.paylog.command.payments.deleting;

import io.paylog.api.payments.FreeText;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.web.ExpectedVersion;
import io.paylog.command.web.WriteAnswer;
import io.paylog.web.Parameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code DELETE /payments/{id}?reason=}: hides a payment that the gateway definitely refused from lists. It answers with
 * where the payment stands, for it is still there to be read by its id.
 */
@RestController
class DeleteEndpoint {

    private static final String REASON = "reason";
    private static final String REASON_RULE =
            "must have at most " + PaymentCommand.MAX_REASON + " characters, none of them a control character";

    private final Commands commands;
    private final WriteAnswer.Factory answers;

    DeleteEndpoint(Commands commands, WriteAnswer.Factory answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @DeleteMapping("/api/v1/payments/{paymentId}")
    ResponseEntity<WriteAnswer> delete(
            @PathVariable PaymentId paymentId,
            ExpectedVersion expected,
            @RequestParam MultiValueMap<String, String> parameters,
            MessageContext context) {
        DeletePayment command = new DeletePayment(paymentId, reason(parameters), expected.sequence());
        return answers.changed(commands.send(command, context));
    }

    private static @Nullable String reason(MultiValueMap<String, String> parameters) {
        Parameters given = Parameters.of(parameters, Set.of(REASON));
        String reason = given.optional(REASON, FreeText::reason, REASON_RULE).orElse(null);
        given.check();
        return reason;
    }
}
