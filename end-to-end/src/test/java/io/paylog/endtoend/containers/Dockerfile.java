package io.paylog.endtoend.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Dockerfile at the root of the repository, as far as it says what is in an image and how that is run. */
public record Dockerfile(List<Stage> stages) {

    private static final Pattern FROM = Pattern.compile("(\\S+) AS (\\S+)");
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(\\S+)");
    private static final Pattern EXTRACTION = Pattern.compile("java -Djarmode=tools [^|]*[^| ]");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    public static Dockerfile read() {
        try {
            String commentless =
                    Files.readString(Compose.ROOT.resolve("Dockerfile")).replaceAll("(?m)^#.*\n", "");
            List<Stage> stages = new ArrayList<>();
            commentless
                    .replace("\\\n", " ")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> add(stages, line));
            return new Dockerfile(stages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(List<Stage> stages, String line) {
        String[] parts = line.split(" +", 2);
        if (parts[0].equals("FROM")) {
            Matcher from = FROM.matcher(parts[1]);
            if (!from.matches()) {
                throw new IllegalArgumentException("a stage without a name: " + line);
            }
            stages.add(new Stage(from.group(2), from.group(1), new ArrayList<>()));
        } else {
            stages.getLast().instructions().add(new Instruction(parts[0], parts[1]));
        }
    }

    Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** Everything that makes the image of a stage, what its base says first. */
    Stream<Instruction> instructions(String name) {
        return stage(name).stream()
                .flatMap(stage -> Stream.concat(instructions(stage.base()), stage.instructions().stream()));
    }

    Stream<Instruction> instructions(String name, String keyword) {
        return instructions(name).filter(instruction -> instruction.keyword().equals(keyword));
    }

    public Map<String, String> environment(String stage) {
        Map<String, String> variables = new HashMap<>();
        instructions(stage, "ENV")
                .flatMap(
                        instruction -> VARIABLE.matcher(instruction.arguments()).results())
                .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
        return variables;
    }

    /** The value of {@code -XX:name=} on the command line that an image runs. */
    public String option(String stage, String name) {
        String prefix = "-XX:" + name + "=";
        return entryPoint(stage).stream()
                .filter(option -> option.startsWith(prefix))
                .map(option -> option.substring(prefix.length()))
                .findFirst()
                .orElseThrow();
    }

    /** The command line that an image runs, in its exec form. */
    public List<String> entryPoint(String stage) {
        String arguments =
                instructions(stage, "ENTRYPOINT").map(Instruction::arguments).reduce("", (earlier, later) -> later);
        if (!arguments.startsWith("[")) {
            throw new IllegalArgumentException("A shell would get the signals: " + arguments);
        }
        return QUOTED.matcher(arguments).results().map(match -> match.group(1)).toList();
    }

    /** What an image gets of the layers that the build has made of its jar, in the order in which they are laid. */
    public List<String> layers(String stage) {
        return instructions(stage, "COPY")
                .filter(copy -> copy.from().isPresent())
                .flatMap(copy -> copy.sources().stream())
                .toList();
    }

    /** The command line by which the build makes layers of a jar. */
    public List<String> extraction() {
        return EXTRACTION
                .matcher(instructions("build").toList().toString())
                .results()
                .map(match -> match.group().replace("\"", ""))
                .findFirst()
                .map(line -> List.of(line.split(" +", -1)))
                .orElseThrow();
    }

    /**
     * What stands between two {@code FROM}s.
     *
     * @param base an image, or an earlier stage
     */
    record Stage(String name, String base, List<Instruction> instructions) {}

    record Instruction(String keyword, String arguments) {

        /** What a {@code COPY} takes, without its options and its destination. */
        List<String> sources() {
            List<String> words = Stream.of(arguments.split(" +", -1))
                    .filter(word -> !word.startsWith("--"))
                    .toList();
            return words.subList(0, words.size() - 1);
        }

        /** The stage that a {@code COPY} takes from; empty: the build context. */
        Optional<String> from() {
            return Stream.of(arguments.split(" +", -1))
                    .filter(word -> word.startsWith("--from="))
                    .map(word -> word.substring("--from=".length()))
                    .findFirst();
        }
    }
}
