package dev.crashproof.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tests that a run leaves out at a {@link Depth} without what stands aside: the default run has a
 * quarter of an hour. One that is asked for by its name, {@code -Dit.test}, runs at any depth.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Aside {}
