package io.quantumlayer.llmrouter.route;

import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.yaml.InvalidYamlException;
import io.quantumlayer.llmrouter.yaml.Yaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.FileSystemResource;

/** Reads the file of routes; what is wrong in it is named. */
final class RouteReader {

    private static final int ATTEMPTS = 3;

    private RouteReader() {}

    static RouteFile read(Path path) {
        String name = path.toString();
        RouteFile file = Yaml.read(new FileSystemResource(path), name, RouteFile.class);
        Set<String> models = new HashSet<>();
        for (int i = 0; i < file.routes().size(); i++) {
            String at = "routes[%d]".formatted(i);
            RouteFile.Entry entry = file.routes().get(i);
            require(!entry.model().isBlank(), name, at + ".model is blank");
            require(models.add(entry.model()), name, at + ".model: '%s' has a route already".formatted(entry.model()));
            require(!entry.targets().isEmpty(), name, at + ".targets is empty; a route needs at least one");
            for (int t = 0; t < entry.targets().size(); t++) {
                Integer weight = entry.targets().get(t).weight();
                require(weight == null || weight > 0, name, "%s.targets[%d].weight must be 1 or more".formatted(at, t));
            }
            require(entry.attempts() == null || entry.attempts() > 0, name, at + ".attempts must be 1 or more");
            RouteFile.TimeoutsEntry times = entry.timeouts();
            if (times != null) {
                duration(name, at + ".timeouts.connect", times.connect(), Duration.ZERO);
                duration(name, at + ".timeouts.first-byte", times.firstByte(), Duration.ZERO);
                duration(name, at + ".timeouts.idle", times.idle(), Duration.ZERO);
                duration(name, at + ".timeouts.total", times.total(), Duration.ZERO);
            }
            if (entry.hedge() != null) {
                duration(name, at + ".hedge.after", entry.hedge().after(), Duration.ZERO);
                require(
                        entry.hedge().percent() > 0 && entry.hedge().percent() <= 100,
                        name,
                        at + ".hedge.percent must be between 1 and 100");
            }
        }
        return file;
    }

    private static void require(boolean holds, String file, String problem) {
        if (!holds) {
            throw new InvalidYamlException(file, problem);
        }
    }

    private static Duration duration(String file, String member, @Nullable String text, Duration otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            Duration duration = DurationStyle.SIMPLE.parse(text);
            require(duration.isPositive(), file, member + " must be more than zero");
            return duration;
        } catch (IllegalArgumentException malformed) {
            throw new InvalidYamlException(
                    file, "%s: '%s' is no duration such as 800ms or 30s".formatted(member, text));
        }
    }

    static Route route(RouteFile.Entry entry, Map<String, Provider> providers, Timeouts defaults) {
        RouteFile.TimeoutsEntry times = entry.timeouts();
        Timeouts timeouts = times == null
                ? defaults
                : new Timeouts(
                        duration("", "", times.connect(), defaults.connect()),
                        duration("", "", times.firstByte(), defaults.firstByte()),
                        duration("", "", times.idle(), defaults.idle()),
                        duration("", "", times.total(), defaults.total()));
        List<Target> targets = new ArrayList<>();
        for (RouteFile.TargetEntry target : entry.targets()) {
            Provider provider = providers.get(target.provider());
            if (provider != null) {
                targets.add(new Target(
                        provider,
                        target.model(),
                        target.weight() == null ? 1 : target.weight(),
                        target.order() == null ? 0 : target.order()));
            }
        }
        RouteFile.HedgeEntry hedge = entry.hedge();
        return new Route(
                entry.model(),
                List.copyOf(targets),
                entry.strategy() == null ? Strategy.WEIGHTED : entry.strategy(),
                timeouts,
                entry.attempts() == null ? Math.max(ATTEMPTS, targets.size()) : entry.attempts(),
                hedge == null ? null : new Hedge(duration("", "", hedge.after(), Duration.ZERO), hedge.percent()),
                entry.affinity() != null && entry.affinity());
    }
}
