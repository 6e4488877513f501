package io.paylog.web;

import org.springframework.util.unit.DataSize;

/**
 * The bound of the request bodies of one path, where the common one does not fit; a bean of this type sets it.
 *
 * @param path as clients write it, without the query
 * @param max the longest body that is read; less than 2 GiB
 */
public record BodyBound(String path, DataSize max) {

    int maxBytes() {
        return Math.toIntExact(max.toBytes());
    }
}
