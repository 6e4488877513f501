package io.paylog.localstores;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The variables that decide which stores are used, so that tests can name their own. */
record Environment(Map<String, String> variables) {

    static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The first executable of this name on the PATH. */
    Optional<Path> executable(String name) {
        return Arrays.stream(value("PATH").orElse("").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
