package io.quantumlayer.llmrouter.route;

import io.quantumlayer.llmrouter.provider.Provider;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.platform.yaml.InvalidYamlException;
import io.quantumlayer.platform.yaml.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ByteArrayResource;

/** Reads the file of routes; what is wrong in it is named. */
final class RouteReader {

    private static final int ATTEMPTS = 3;

    private RouteReader() {}

    static RouteFile read(byte[] text, String name) {
        RouteFile file = Yaml.read(new ByteArrayResource(text), name, RouteFile.class);
        Place place = new Place(name, Yaml.lines(text));
        Set<String> models = new HashSet<>();
        for (int i = 0; i < file.routes().size(); i++) {
            String at = "routes[%d]".formatted(i);
            RouteFile.Entry entry = file.routes().get(i);
            place.require(!entry.model().isBlank(), at + ".model", "is blank");
            place.require(models.add(entry.model()), at + ".model", "has a route already");
            place.require(!entry.targets().isEmpty(), at + ".targets", "is empty; a route needs at least one");
            for (int t = 0; t < entry.targets().size(); t++) {
                Integer weight = entry.targets().get(t).weight();
                place.require(
                        weight == null || weight > 0, "%s.targets[%d].weight".formatted(at, t), "must be 1 or more");
            }
            place.require(entry.attempts() == null || entry.attempts() > 0, at + ".attempts", "must be 1 or more");
            RouteFile.TimeoutsEntry times = entry.timeouts();
            if (times != null) {
                place.duration(at + ".timeouts.connect", times.connect());
                place.duration(at + ".timeouts.first-byte", times.firstByte());
                place.duration(at + ".timeouts.idle", times.idle());
                place.duration(at + ".timeouts.total", times.total());
            }
            place.duration(at + ".cache", entry.cache());
            RouteFile.HedgeEntry hedge = entry.hedge();
            if (hedge != null) {
                place.duration(at + ".hedge.after", hedge.after());
                place.require(
                        hedge.percent() > 0 && hedge.percent() <= 100,
                        at + ".hedge.percent",
                        "must be between 1 and 100");
            }
        }
        return file;
    }

    private record Place(String file, Map<String, Integer> lines) {

        void require(boolean holds, String member, String problem) {
            if (!holds) {
                throw new InvalidYamlException(
                        file, "%s, line %d: %s".formatted(member, lines.getOrDefault(member, 1), problem));
            }
        }

        void duration(String member, @Nullable String text) {
            if (text == null) {
                return;
            }
            boolean holds;
            try {
                holds = DurationStyle.SIMPLE.parse(text).isPositive();
            } catch (IllegalArgumentException malformed) {
                holds = false;
            }
            require(holds, member, "'%s' is no duration such as 800ms or 30s".formatted(text));
        }
    }

    private static Duration duration(@Nullable String text, Duration otherwise) {
        return text == null ? otherwise : DurationStyle.SIMPLE.parse(text);
    }

    static Route route(RouteFile.Entry entry, Map<String, Provider> providers, Timeouts defaults) {
        RouteFile.TimeoutsEntry times = entry.timeouts();
        Timeouts timeouts = times == null
                ? defaults
                : new Timeouts(
                        duration(times.connect(), defaults.connect()),
                        duration(times.firstByte(), defaults.firstByte()),
                        duration(times.idle(), defaults.idle()),
                        duration(times.total(), defaults.total()));
        List<Target> targets = new ArrayList<>();
        for (RouteFile.TargetEntry target : entry.targets()) {
            Provider provider = providers.get(target.provider());
            if (provider != null) {
                targets.add(new Target(
                        provider,
                        target.model(),
                        target.weight() == null ? 1 : target.weight(),
                        target.order() == null ? 0 : target.order(),
                        target.lacks() == null ? Set.of() : Set.copyOf(target.lacks())));
            }
        }
        RouteFile.HedgeEntry hedge = entry.hedge();
        return new Route(
                entry.model(),
                List.copyOf(targets),
                entry.strategy() == null ? Strategy.WEIGHTED : entry.strategy(),
                timeouts,
                entry.attempts() == null ? Math.max(ATTEMPTS, targets.size()) : entry.attempts(),
                hedge == null ? null : new Hedge(duration(hedge.after(), Duration.ZERO), hedge.percent()),
                entry.affinity() != null && entry.affinity(),
                entry.requestClass() == null ? RequestClass.INTERACTIVE : entry.requestClass(),
                entry.redact() == null ? List.of() : List.copyOf(entry.redact()),
                entry.cache() == null ? null : duration(entry.cache(), Duration.ZERO));
    }
}
