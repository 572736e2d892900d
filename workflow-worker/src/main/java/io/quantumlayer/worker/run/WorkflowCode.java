package io.quantumlayer.worker.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks code that Temporal replays: the architecture rules keep clock, random, threads and I/O out of it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@interface WorkflowCode {}
