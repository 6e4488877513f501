package io.paylog.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of commands in README and what it says that they answer.
 *
 * @param line where README says so
 * @param commands what a person types, each as it stands there
 * @param answers of the last commands, in their order
 */
record ReadmeStep(int line, Kind kind, List<String> commands, List<ReadmeAnswer> answers) {

    /** What is done with a block, by what its commands begin with. */
    enum Kind {
        /** Are sent, and the answers compared. */
        REQUESTS("curl "),
        /** Are run until they are ready and serve a request. */
        SERVICES("java -jar "),
        /** Exist: this test runs in the one, on what the other one starts. */
        SCRIPTS("\\./(run|test)\\b"),
        /** Need an engine for containers; here only what they start from is looked for. */
        CONTAINERS("docker ");

        private final String beginning;

        /** @param beginning a regular expression */
        Kind(String beginning) {
            this.beginning = beginning;
        }

        static Kind of(String command) {
            return Arrays.stream(values())
                    .filter(kind ->
                            Pattern.compile(kind.beginning).matcher(command).lookingAt())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("nothing is known to do with: " + command));
        }
    }

    /** @throws IllegalArgumentException if there is a block that nothing is known to do with */
    static List<ReadmeStep> of(String page) {
        List<ReadmeStep> steps = new ArrayList<>();
        for (Markdown.Block block : Markdown.blocks(page)) {
            switch (block.language()) {
                case "sh" -> steps.add(commands(block));
                case "json" -> last(steps, block).answers().addAll(ReadmeAnswer.bodies(block.text()));
                case "http" -> last(steps, block).answers().add(ReadmeAnswer.parse(block.text()));
                default ->
                    throw new IllegalArgumentException(
                            "line " + block.line() + ": nothing is known to do with a block of " + block.language());
            }
        }
        steps.forEach(ReadmeStep::requireFewEnoughAnswers);
        return steps;
    }

    private void requireFewEnoughAnswers() {
        if (answers.size() > commands.size()) {
            throw new IllegalArgumentException("line " + line + ": more answers than requests");
        }
    }

    private static ReadmeStep commands(Markdown.Block block) {
        List<String> commands = split(block.text());
        List<Kind> kinds = commands.stream().map(Kind::of).distinct().toList();
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("line " + block.line() + ": a block of commands of " + kinds);
        }
        return new ReadmeStep(block.line(), kinds.getFirst(), commands, new ArrayList<>());
    }

    private static ReadmeStep last(List<ReadmeStep> steps, Markdown.Block answer) {
        if (steps.isEmpty() || steps.getLast().kind() != Kind.REQUESTS) {
            throw new IllegalArgumentException("line " + answer.line() + ": an answer to no request");
        }
        return steps.getLast();
    }

    /** A command ends with its line, unless that ends with a backslash or within quotation marks. */
    private static List<String> split(String text) {
        List<String> commands = new ArrayList<>();
        String open = "";
        for (String line : text.lines().toList()) {
            open = open.isEmpty() ? line : open + "\n" + line;
            boolean quoted = open.chars().filter(character -> character == '\'').count() % 2 == 1;
            if (!quoted && !line.endsWith("\\")) {
                commands.add(open);
                open = "";
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("a command does not end: " + open);
        }
        return commands.stream().filter(command -> !command.isBlank()).toList();
    }

    /** Whether the requests can be repeated until what was written before has reached the views. */
    boolean onlyReads() {
        return commands.stream().noneMatch(command -> command.contains(" -d ") || command.contains(" -X "));
    }

    String script() {
        return String.join("\n", commands);
    }

    /** The same with the ports of a system that runs. */
    ReadmeStep onPorts(StandaloneSystem system) {
        return new ReadmeStep(
                line,
                kind,
                commands.stream().map(system::onItsPorts).toList(),
                answers.stream()
                        .map(answer -> answer.mapped(system::onItsPorts))
                        .toList());
    }

    /**
     * How what was answered differs from what README shows. A request of which README shows no answer succeeds.
     *
     * @param actual of all commands
     */
    List<String> differences(List<ReadmeAnswer> actual) {
        int first = actual.size() - answers.size();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < actual.size(); i++) {
            if (i >= first) {
                differences.addAll(answers.get(i - first).differences(actual.get(i)));
            } else if (!actual.get(i).isSuccess()) {
                differences.add(commands.get(i) + ": " + actual.get(i));
            }
        }
        return differences;
    }
}
