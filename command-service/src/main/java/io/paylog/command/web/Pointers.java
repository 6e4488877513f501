package io.paylog.command.web;

/** Makes JSON pointers (RFC 6901). */
public final class Pointers {

    private Pointers() {}

    /** To a field of the value that the pointer is used on, or of the one that the pointer before it leads to. */
    public static String to(String field) {
        return "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
