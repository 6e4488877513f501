package io.paylog.query.web;

/** What is wrong with one parameter or header. */
public record FieldProblem(String field, String message) {}
