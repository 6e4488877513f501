package io.paylog.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of HTTP.
 *
 * @param maxBody the longest request body that is read; bulk requests have a bound of their own
 */
@Validated
@ConfigurationProperties("paylog.http")
record HttpSettings(
        @DefaultValue("1MB") @DataSizeRange(min = "1B", max = "2047MB")
        DataSize maxBody) {}
