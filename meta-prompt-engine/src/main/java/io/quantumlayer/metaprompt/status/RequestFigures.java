package io.quantumlayer.metaprompt.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quantumlayer.metaprompt.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Sums the request timers of the two things that the service does: enhancing and rendering. */
@Component
final class RequestFigures {

    private static final Set<String> PATHS = Set.of(
            "/enhance",
            "/api/v1/enhance",
            "/api/v1/prompts/generate",
            "/api/v1/templates/{name}/render",
            "/api/v1/prompts/templates/{name}/render");

    private final MeterRegistry meters;

    RequestFigures(MeterRegistry meters) {
        this.meters = meters;
    }

    StatusController.Metrics read() {
        List<Timer> timers = meters.find("http.server.requests").timers().stream()
                .filter(timer -> PATHS.contains(timer.getId().getTag("uri")))
                .toList();
        long total = timers.stream().mapToLong(Timer::count).sum();
        long good = timers.stream()
                .filter(timer -> "SUCCESS".equals(timer.getId().getTag("outcome")))
                .mapToLong(Timer::count)
                .sum();
        double millis = timers.stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                .sum();
        return new StatusController.Metrics(
                total, total == 0 ? 0 : millis / total, total == 0 ? 1 : (double) good / total, renderings());
    }

    private Map<String, Long> renderings() {
        Map<String, Long> renderings = new TreeMap<>();
        meters.find(Templates.RENDERINGS)
                .counters()
                .forEach(counter -> renderings.merge(
                        String.valueOf(counter.getId().getTag("template")), (long) counter.count(), Long::sum));
        return renderings;
    }
}
