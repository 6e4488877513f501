package io.paylog.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs requests with bash and curl as they stand in README, and keeps what each answered. */
record Shell(Path folder) {

    private static final long LONGEST_SECONDS = 120;

    /** The status and the answer of the n-th request go to files of that name. */
    private static final String CURL = """
            set -eu
            asked=0
            curl() {
              asked=$((asked + 1))
              command curl -sS --max-time 60 -o "$ANSWERS/$asked.body" -w '%{http_code}' "$@" > "$ANSWERS/$asked.status"
            }
            """;

    static boolean hasCurl() {
        try {
            return new ProcessBuilder("bash", "-c", "command -v curl").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answers, in the order of the requests. */
    List<ReadmeAnswer> run(String script) throws IOException {
        Path answers = Files.createTempDirectory(folder, "answers");
        Path log = answers.resolve("log");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", CURL + script)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        bash.environment().put("ANSWERS", answers.toString());
        if (exitCode(bash.start()) != 0) {
            throw new AssertionError(script + "\n" + Files.readString(log));
        }
        List<ReadmeAnswer> read = new ArrayList<>();
        while (Files.exists(answers.resolve(read.size() + 1 + ".status"))) {
            read.add(answer(answers, read.size() + 1));
        }
        return read;
    }

    private static int exitCode(Process process) {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + LONGEST_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ReadmeAnswer answer(Path folder, int number) throws IOException {
        int status = Integer.parseInt(Files.readString(folder.resolve(number + ".status")));
        Path file = folder.resolve(number + ".body");
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.startsWith("HTTP/") ? ReadmeAnswer.parse(text) : new ReadmeAnswer(status, Map.of(), json(text));
    }

    /** What is not JSON, such as metrics, is taken for a text. */
    private static JsonNode json(String text) {
        return text.startsWith("{") || text.startsWith("[")
                ? Json.tree(text)
                : JsonNodeFactory.instance.stringNode(text);
    }
}
