package io.paylog.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object whose members are written as tests want, right or wrong. */
record RawObject(List<Member> members) {

    /** In ASCII, for a character is a byte. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /**
     * @param name without quotes
     * @param value as it is written
     */
    record Member(String name, String value) {}

    static RawObject of(String json) {
        JsonNode object = JSON.readTree(json);
        return new RawObject(object.propertyStream()
                .map(member -> new Member(unquoted(member.getKey()), JSON.writeValueAsString(member.getValue())))
                .toList());
    }

    private static String unquoted(String name) {
        String written = JSON.writeValueAsString(name);
        return written.substring(1, written.length() - 1);
    }

    /** With the member where it was, or at the end. */
    RawObject with(String name, String value) {
        List<Member> changed = new ArrayList<>(members);
        changed.replaceAll(member -> member.name().equals(name) ? new Member(name, value) : member);
        if (members.stream().noneMatch(member -> member.name().equals(name))) {
            changed.add(new Member(name, value));
        }
        return new RawObject(changed);
    }

    @Override
    public String toString() {
        return members.stream()
                .map(member -> "\"" + member.name() + "\":" + member.value())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
