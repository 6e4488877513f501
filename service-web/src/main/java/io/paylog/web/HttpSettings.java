package io.paylog.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of HTTP.
 *
 * @param maxBody the longest request body that is read, where no {@link BodyBound} says otherwise
 */
@ConfigurationProperties("paylog.http")
record HttpSettings(@DefaultValue("1MB") DataSize maxBody) {}
