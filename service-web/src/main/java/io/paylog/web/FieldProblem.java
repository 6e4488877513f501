package io.paylog.web;

/**
 * What is wrong with one part of a request.
 *
 * @param field JSON pointer into the body, or the name of a parameter or header
 */
public record FieldProblem(String field, String message) {}
