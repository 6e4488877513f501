package io.paylog.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Cluster} of one service each: one for all classes, started at the first use. Each test has payments
 * of its own and leaves everything running.
 */
final class OneOfEach implements ParameterResolver {

    private record Shared(Cluster cluster, Path data) implements AutoCloseable {

        static Shared start() {
            try {
                Path data = Files.createTempDirectory("paylog-end-to-end");
                return new Shared(new Cluster(data, 1, 1), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            cluster.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(OneOfEach.class))
                .computeIfAbsent(Shared.class, type -> Shared.start(), Shared.class)
                .cluster();
    }
}
