package io.paylog.command;

import static io.paylog.web.testing.RawHttp.utf8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Changes bodies at random, from slips of the pen to what no writer of JSON writes. A character is a byte. */
final class Mutation {

    private static final Pattern TOKEN = Pattern.compile(
            "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[\\[\\]{}:,]|[^\\s\\[\\]{}:,\"]+|\\s+|\"", Pattern.DOTALL);

    private static final List<String> VALUES = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "2",
            "1.0",
            "2.0",
            "1e0",
            "1E3",
            "0.1",
            "1e400",
            "-1e400",
            "1e-400",
            "999999999999",
            "1000000000000",
            "9223372036854775807",
            "9223372036854775808",
            "9".repeat(1_001),
            "01",
            "+1",
            "0x10",
            "NaN",
            "Infinity",
            "null",
            "false",
            "nul",
            "[]",
            "{}",
            "[[]]",
            "{\"a\":\"b\"}",
            "[".repeat(20_000),
            "{\"a\":".repeat(600) + "1" + "}".repeat(600),
            "\"\"",
            "\"1\"",
            "\"a/b\"",
            "\"..\"",
            "\"XXX\"",
            "\"eur\"",
            "\"JPY\"",
            "\"pm_declined\"",
            "\"4111111111111111\"",
            "\"\\u0000\"",
            "\"\\n\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u202e\"",
            "\"\\x\"",
            "\"\u0007\"",
            utf8("\"\u00E9\""),
            utf8("\"e\u0301\""),
            utf8("\"\uFFFE\""),
            utf8("\"\uD83D\uDE00\""),
            "\"" + "x".repeat(65) + "\"",
            "\"" + "x".repeat(1_000) + "\"",
            "\"" + "x".repeat(1_001) + "\"",
            "\"" + "x".repeat(70_000) + "\"");

    private static final List<String> BYTES = List.of(
            "\0",
            "\u0001",
            "\u007F",
            "\u0080",
            "\u00FF",
            "\u00C0\u00AF",
            "\u00ED\u00A0\u0080",
            "\u00F4\u0090\u0080\u0080",
            "\\",
            "\"",
            utf8("\uFEFF"),
            " ",
            "\n");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    String of(String body) {
        String mutated = body;
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            mutated = switch (random.nextInt(4)) {
                case 0 -> bytes(mutated);
                case 1 -> members(mutated);
                default -> tokens(mutated);
            };
        }
        return mutated;
    }

    /** Damages that transport and wrong encodings make. */
    private String bytes(String body) {
        int at = random.nextInt(body.length() + 1);
        int to = Math.min(body.length(), at + 1 + random.nextInt(4));
        return switch (random.nextInt(6)) {
            case 0 -> body.substring(0, at);
            case 1 -> body.substring(0, at) + body.substring(to);
            case 2 -> body.substring(0, at) + any(BYTES) + body.substring(at);
            case 3 -> at == to ? body : body.substring(0, at) + flipped(body.charAt(at)) + body.substring(at + 1);
            case 4 -> utf8("\uFEFF") + body;
            default -> body.chars().mapToObj(each -> "\0" + (char) each).collect(Collectors.joining());
        };
    }

    private char flipped(char each) {
        return (char) (each ^ 1 << random.nextInt(8));
    }

    /** Slips with values, brackets and commas, at any depth. */
    private String tokens(String body) {
        List<String> tokens = new ArrayList<>(
                TOKEN.matcher(body).results().map(MatchResult::group).toList());
        if (tokens.isEmpty()) {
            return any(VALUES);
        }
        int at = random.nextInt(tokens.size());
        switch (random.nextInt(6)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
            case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
            case 3 -> tokens.set(at, "[" + tokens.get(at) + "]");
            default -> tokens.set(at, any(VALUES));
        }
        return String.join("", tokens);
    }

    /** Members that are missing, doubled, renamed or of another kind. */
    private String members(String body) {
        List<RawObject.Member> members = new ArrayList<>();
        try {
            members.addAll(RawObject.of(body).members());
        } catch (RuntimeException mutatedBefore) {
            return body;
        }
        if (members.isEmpty()) {
            return "{\"a\":" + any(VALUES) + "}";
        }
        int at = random.nextInt(members.size());
        RawObject.Member member = members.get(at);
        switch (random.nextInt(6)) {
            case 0 -> members.remove(at);
            case 1 -> members.add(member);
            case 2 -> members.add(new RawObject.Member(member.name(), any(VALUES)));
            case 3 -> members.set(at, new RawObject.Member(member.name() + "x", member.value()));
            case 4 -> members.set(at, new RawObject.Member(member.name(), "{\"a\":" + member.value() + "}"));
            default -> members.set(at, new RawObject.Member(member.name(), any(VALUES)));
        }
        return new RawObject(members).toString();
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
