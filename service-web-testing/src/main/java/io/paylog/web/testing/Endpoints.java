package io.paylog.web.testing;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Asks a running service what it answers. */
public final class Endpoints {

    private Endpoints() {}

    /** Method and path of each, such as {@code GET /things/{id}}; without the page of errors, which has no method. */
    public static Set<String> of(ApplicationContext service) {
        return service.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(Endpoints::names)
                .collect(Collectors.toSet());
    }

    private static Stream<String> names(RequestMappingInfo endpoint) {
        return endpoint.getMethodsCondition().getMethods().stream()
                .flatMap(method -> endpoint.getPatternValues().stream().map(path -> method + " " + path));
    }
}
