package io.paylog.query.payments.gettingbyid;

import io.paylog.query.caching.Caches;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class GettingByIdConfiguration {

    @Bean
    @Order(0)
    PaymentCache paymentCache(Caches caches, JsonMapper json) {
        return new PaymentCache(caches.payments(new PaymentJson(json)));
    }
}
