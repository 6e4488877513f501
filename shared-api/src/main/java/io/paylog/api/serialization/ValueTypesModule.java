package io.paylog.api.serialization;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.RefundId;
import io.paylog.api.payments.ResourceId;
import io.paylog.api.payments.UserId;
import io.paylog.api.payments.WorkflowId;
import java.io.IOException;
import java.util.function.Function;

/** Writes one-valued types as the plain string they stand for, which keeps Jackson out of the value types. */
final class ValueTypesModule extends SimpleModule {

    ValueTypesModule() {
        asString(PaymentId.class, PaymentId::value, PaymentId::new);
        asString(OrganizationId.class, OrganizationId::value, OrganizationId::new);
        asString(UserId.class, UserId::value, UserId::new);
        asString(WorkflowId.class, WorkflowId::value, WorkflowId::new);
        asString(ResourceId.class, ResourceId::value, ResourceId::new);
        asString(RefundId.class, RefundId::value, RefundId::new);
        asString(PaymentMethod.class, PaymentMethod::token, PaymentMethod::new);
    }

    private <T> void asString(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new StdSerializer<T>(type) {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(write.apply(value));
            }
        });
        addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    return type.cast(context.handleUnexpectedToken(type, parser));
                }
                return read.apply(parser.getText());
            }
        });
    }
}
