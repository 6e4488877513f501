package io.paylog.api.serialization;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Writes events as JSON under the names of {@link EventType}; everything else that Axon stores (metadata, tokens) goes
 * under its class name.
 */
public final class MessageSerializer extends JacksonSerializer {

    private MessageSerializer(Builder builder) {
        super(builder);
    }

    public static MessageSerializer create() {
        ObjectMapper mapper = new ObjectMapper()
                .registerModule(new ValueTypesModule())
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                // A fraction must never become money by rounding.
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        return new MessageSerializer(JacksonSerializer.builder().objectMapper(mapper));
    }

    @Override
    protected String resolveClassName(SerializedType serializedType) {
        return EventType.ofName(serializedType.getName())
                // A stored name is no class: what is not read here comes out as an unknown type.
                .filter(eventType -> eventType.reads(serializedType.getRevision()))
                .map(eventType -> eventType.type().getName())
                .orElseGet(() -> super.resolveClassName(serializedType));
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon's signature
    public SerializedType typeForClass(Class type) {
        return EventType.ofClass(type)
                .<SerializedType>map(
                        eventType -> new SimpleSerializedType(eventType.storedName(), eventType.revision()))
                .orElseGet(() -> super.typeForClass(type));
    }
}
