package io.paylog.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of HTTP.
 *
 * @param maxBody the longest request body that is read, where no {@link BodyBound} says otherwise
 * @param drain how long a service that stops goes on taking requests, so that its clients learn of it
 */
@ConfigurationProperties("paylog.http")
record HttpSettings(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("1s") Duration drain) {}
