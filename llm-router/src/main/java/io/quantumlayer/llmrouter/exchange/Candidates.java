package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.price.ModelPrice;
import io.quantumlayer.llmrouter.price.PriceTable;
import io.quantumlayer.llmrouter.provider.Account;
import io.quantumlayer.llmrouter.provider.RequestClass;
import io.quantumlayer.llmrouter.route.Capability;
import io.quantumlayer.llmrouter.route.Route;
import io.quantumlayer.llmrouter.route.Strategy;
import io.quantumlayer.llmrouter.route.Target;
import io.quantumlayer.protocols.ModelErrorException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Brings the targets of a route into the order in which a call asks them. */
final class Candidates {

    private final PriceTable prices;

    Candidates(PriceTable prices) {
        this.prices = prices;
    }

    /**
     * Those of a route who can answer a call, as urgent as the call or its route says.
     *
     * @param owner who the caller is to those that keep responses
     * @throws ModelErrorException 400 if no target can do what the request asks, or has what it goes on with
     */
    List<Candidate> of(Route route, Call call, ResponseOwner owner) {
        List<Candidate> all = of(
                route,
                call.request(),
                call.requestClass() == RequestClass.BATCH ? RequestClass.BATCH : route.requestClass());
        MarkedResponses.Origin origin = call.request().origin();
        return origin == null ? all : goingOn(all, origin, call.request(), owner);
    }

    /** Who made what a request goes on with is asked first, and alone where nobody else has it. */
    private static List<Candidate> goingOn(
            List<Candidate> all, MarkedResponses.Origin origin, ModelRequest request, ResponseOwner owner) {
        if (origin.account() == null && owner.equals(ResponseOwner.EVERYBODY)) {
            return all;
        }
        List<Candidate> goingOn = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        for (Candidate candidate : all) {
            boolean own =
                    AccountMark.of(candidate.name()).equals(origin.account()) && mayNameAt(candidate, origin, owner);
            (own ? goingOn : others).add(candidate);
        }
        String member = origin.keptBy();
        if (member == null) {
            goingOn.addAll(others);
        } else if (goingOn.isEmpty()) {
            throw ModelErrorException.invalid(
                    member,
                    "previous_response_not_found",
                    "%s names nothing that was made with this key by an account that is asked for the model '%s'. Name the model that made it, and the id that this router gave, or send the whole conversation as input."
                            .formatted(member, request.model()));
        }
        return goingOn;
    }

    private static boolean mayNameAt(Candidate candidate, MarkedResponses.Origin origin, ResponseOwner owner) {
        Account account = candidate.account();
        return origin.kept() == null || account == null || owner.owns(account::seal, origin.kept());
    }

    /** @throws ModelErrorException 400 if no target can do what the request asks */
    List<Candidate> of(Route route, ModelRequest request, RequestClass requestClass) {
        List<Target> targets = able(route, request);
        if (targets.size() == 1 && targets.getFirst().provider().accounts().size() < 2) {
            return List.of(only(targets.getFirst(), requestClass));
        }
        List<Candidate> all = new ArrayList<>();
        targets.stream()
                .map(Target::order)
                .distinct()
                .sorted()
                .forEach(order -> all.addAll(ordered(route, targets, request, order, requestClass)));
        return all;
    }

    private static List<Target> able(Route route, ModelRequest request) {
        boolean all = true;
        for (Target target : route.targets()) {
            all &= target.lacks().isEmpty();
        }
        if (all) {
            return route.targets();
        }
        Set<Capability> asked = request.capabilities();
        List<Target> able = route.targets().stream()
                .filter(target -> Collections.disjoint(target.lacks(), asked))
                .toList();
        if (able.isEmpty()) {
            throw ModelErrorException.invalid(
                    "model",
                    "unsupported_operation",
                    "No target of the route '%s' can do what is asked: %s. Name another model."
                            .formatted(
                                    route.name(),
                                    asked.stream()
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        return able;
    }

    private static Candidate only(Target target, RequestClass requestClass) {
        List<Account> accounts = target.provider().accounts();
        return new Candidate(target, accounts.isEmpty() ? null : accounts.getFirst(), requestClass);
    }

    private List<Candidate> ordered(
            Route route, List<Target> targets, ModelRequest request, int order, RequestClass requestClass) {
        List<Candidate> candidates = new ArrayList<>();
        for (Target target : targets) {
            if (target.order() == order) {
                List<Account> accounts = target.provider().accounts();
                if (accounts.isEmpty()) {
                    candidates.add(new Candidate(target, null, requestClass));
                }
                accounts.forEach(account -> candidates.add(new Candidate(target, account, requestClass)));
            }
        }
        if (route.affinity()) {
            int seed = request.conversation();
            // Highest random weight: the order of a conversation stays when other accounts come or go.
            candidates.sort(Comparator.comparingDouble(candidate -> -weight(candidate)
                    / -Math.log(fraction(seed ^ candidate.name().hashCode()))));
            return candidates;
        }
        shuffleByWeight(candidates);
        if (route.strategy() == Strategy.CHEAPEST) {
            candidates.sort(Comparator.comparingDouble(cost(request)));
        } else if (route.strategy() == Strategy.FASTEST && candidates.size() > 1) {
            lessLoadedOfTwo(candidates);
        }
        return candidates;
    }

    private static void shuffleByWeight(List<Candidate> candidates) {
        record Drawn(Candidate candidate, double key) {}
        List<Drawn> drawn = new ArrayList<>();
        for (Candidate candidate : candidates) {
            drawn.add(new Drawn(candidate, Math.log(ThreadLocalRandom.current().nextDouble()) / weight(candidate)));
        }
        drawn.sort(Comparator.comparingDouble(Drawn::key).reversed());
        candidates.clear();
        drawn.forEach(one -> candidates.add(one.candidate()));
    }

    private static void lessLoadedOfTwo(List<Candidate> candidates) {
        long now = System.nanoTime();
        Account first = candidates.get(0).account();
        Account second = candidates.get(1).account();
        if (first != null
                && second != null
                && second.health().load(now) < first.health().load(now)) {
            Collections.swap(candidates, 0, 1);
        }
    }

    private static double weight(Candidate candidate) {
        return (double) candidate.target().weight()
                * (candidate.account() == null ? 1 : candidate.account().weight());
    }

    private static double fraction(int hash) {
        int mixed = hash * 0x9E3779B9;
        mixed ^= mixed >>> 16;
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >>> 13;
        return ((mixed & 0x7FFFFFFFL) + 0.5) / 0x80000000L;
    }

    private ToDoubleFunction<Candidate> cost(ModelRequest request) {
        return candidate -> {
            ModelPrice price = candidate.target().provider().isLanguageModel()
                    ? prices.price(
                            candidate.target().provider().priceCatalogues(),
                            candidate.target().model())
                    : null;
            if (price == null) {
                return Double.MAX_VALUE;
            }
            return price.costNanos(request.inputEstimate(), Math.max(request.maxTokens(), 500), 0, 0);
        };
    }
}
