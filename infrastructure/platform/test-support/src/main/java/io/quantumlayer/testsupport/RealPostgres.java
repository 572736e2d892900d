package io.quantumlayer.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/**
 * Gives a test context a new database on a real PostgreSQL: in a container where Docker answers, from the embedded
 * binaries elsewhere. One server serves all contexts of a test run.
 *
 * <p>A newer release has migrated the schema already, as it is during an upgrade: every test shows that this release still
 * works beside it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ContextConfiguration(initializers = PostgresInitializer.class)
public @interface RealPostgres {}
