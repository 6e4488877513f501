package io.paylog.endtoend.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The names of all properties that the jar of a service declares, those of the libraries in it included. */
public record KnownSettings(Set<String> names) {

    private static final String DECLARATION = "META-INF/spring-configuration-metadata.json";

    public static KnownSettings of(Path jar) throws IOException {
        Set<String> names = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                try (InputStream content = file.getInputStream(entry)) {
                    if (entry.getName().equals(DECLARATION)) {
                        addTo(names, content);
                    } else if (entry.getName().endsWith(".jar")) {
                        addLibrary(names, new JarInputStream(content));
                    }
                }
            }
        }
        return new KnownSettings(names);
    }

    private static void addLibrary(Set<String> names, JarInputStream library) throws IOException {
        for (JarEntry entry = library.getNextJarEntry(); entry != null; entry = library.getNextJarEntry()) {
            if (entry.getName().equals(DECLARATION)) {
                addTo(names, library);
            }
        }
    }

    private static void addTo(Set<String> names, InputStream declaration) throws IOException {
        JsonMapper.shared()
                .readTree(declaration.readAllBytes())
                .path("properties")
                .forEach(property -> names.add(property.path("name").asString()));
    }

    /** Where something is that the service has to be told, for the default is this machine or nothing. */
    public Stream<String> addresses() {
        return names.stream().filter(name -> name.matches("paylog\\..*ur[il]"));
    }

    /** Whether a variable of the environment reaches a property. */
    public boolean isRead(String variable) {
        return names.stream().anyMatch(name -> variables(name).contains(variable));
    }

    /** Spring's names of a property in the environment: without its dashes, or with underscores in their places. */
    public static Set<String> variables(String name) {
        return Stream.of("", "_")
                .map(dash -> name.replace(".", "_").replace("-", dash).toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
