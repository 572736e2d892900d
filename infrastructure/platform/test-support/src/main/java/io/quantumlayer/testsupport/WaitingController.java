package io.quantumlayer.testsupport;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A controller of every service under test whose answers wait, as those that ask a model do. */
@Hidden
@RestController
final class WaitingController {

    static final String PATH = "/test-support/waits/";

    private static final Map<String, Waits> WAITS = new ConcurrentHashMap<>();

    /** Where calls come together until they are let go. */
    static final class Waits {

        final CountDownLatch end = new CountDownLatch(1);
        final AtomicInteger waiting = new AtomicInteger();
        final AtomicInteger interrupted = new AtomicInteger();
    }

    static Waits open(String name) {
        Waits waits = new Waits();
        WAITS.put(name, waits);
        return waits;
    }

    @GetMapping(PATH + "{name}")
    String await(@PathVariable String name) {
        Waits waits = WAITS.get(name);
        if (waits == null) {
            throw new IllegalArgumentException("no test waits under " + name);
        }
        waits.waiting.incrementAndGet();
        try {
            waits.end.await();
        } catch (InterruptedException e) {
            waits.interrupted.incrementAndGet();
            Thread.currentThread().interrupt();
        }
        return Thread.currentThread().isVirtual()
                ? "virtual"
                : Thread.currentThread().getName();
    }
}
