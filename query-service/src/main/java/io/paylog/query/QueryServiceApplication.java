package io.paylog.query;

import io.paylog.web.ServiceLog;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The query service on its own. */
@SpringBootApplication
public class QueryServiceApplication {

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /**
     * The service, ready to be run; also beside others in one JVM. It reads {@code query-service.yml} rather than
     * {@code application.yml}, so that each service has a configuration of its own on a common class path.
     */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(QueryServiceApplication.class)
                .main(QueryServiceApplication.class)
                .properties("spring.config.name=query-service", "spring.jmx.enabled=false")
                .listeners(new ServiceLog())
                .logStartupInfo(false);
    }
}
