package io.paylog.web;

import org.springframework.http.HttpMethod;
import org.springframework.util.unit.DataSize;

/**
 * The bound of the request bodies of one endpoint, where the common one does not fit; a bean of this type sets it.
 *
 * @param path as clients write it, without the query
 * @param max the longest body that is read; less than 2 GiB
 */
public record BodyBound(HttpMethod method, String path, DataSize max) {

    String endpoint() {
        return endpoint(method.name(), path);
    }

    static String endpoint(String method, String path) {
        return method + " " + path;
    }

    int maxBytes() {
        return Math.toIntExact(max.toBytes());
    }
}
