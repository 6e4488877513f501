package io.paylog.command.gateway.simulated;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Marks what is there only while the simulated gateway is the one that is called. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnProperty(name = "paylog.gateway.adapter", havingValue = "simulated", matchIfMissing = true)
@interface OnlySimulated {}
