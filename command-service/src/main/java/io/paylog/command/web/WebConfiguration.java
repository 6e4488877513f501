package io.paylog.command.web;

import io.paylog.api.payments.PaymentId;
import io.paylog.command.bus.MessageContext;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** Lets endpoints take the value types they mean. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new FromRequest<>(MessageContext.class, RequestContext::of));
        resolvers.add(new FromRequest<>(ExpectedVersion.class, ExpectedVersion::of));
    }

    /** What is no string is refused where a string is asked for, instead of taken as how it is written. */
    @Bean
    static JsonMapperBuilderCustomizer onlyStringsAreStrings() {
        return mapper -> mapper.withCoercionConfig(
                LogicalType.Textual,
                textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, PaymentId.class, PaymentId::new);
    }
}
