package io.quantumlayer.gateway.upstream;

import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverException;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the names of services, and goes on with the addresses that a name had last while no name server answers: a service
 * keeps its address in a cluster. A name that a server says is none is none.
 */
final class LastKnownAddresses extends AddressResolverGroup<InetSocketAddress> {

    private static final Logger LOG = LoggerFactory.getLogger(LastKnownAddresses.class);

    /** In which nobody waits for a server that has just not answered. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AddressResolverGroup<InetSocketAddress> names;
    private final InstantSource clock;
    private final Map<InetSocketAddress, Known> known = new ConcurrentHashMap<>();

    /** @param askAgain when a server is asked next */
    private record Known(List<InetSocketAddress> addresses, Instant askAgain) {}

    LastKnownAddresses(AddressResolverGroup<InetSocketAddress> names, InstantSource clock) {
        this.names = names;
        this.clock = clock;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Remembering(executor, names.getResolver(executor));
    }

    @Override
    public void close() {
        super.close();
        names.close();
    }

    private final class Remembering extends AbstractAddressResolver<InetSocketAddress> {

        private final AddressResolver<InetSocketAddress> resolver;

        Remembering(EventExecutor executor, AddressResolver<InetSocketAddress> resolver) {
            super(executor, InetSocketAddress.class);
            this.resolver = resolver;
        }

        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return !address.isUnresolved();
        }

        @Override
        protected void doResolve(InetSocketAddress name, Promise<InetSocketAddress> promise) {
            Promise<List<InetSocketAddress>> all = executor().newPromise();
            doResolveAll(name, all);
            all.addListener((Future<List<InetSocketAddress>> answer) -> {
                if (answer.isSuccess()) {
                    promise.trySuccess(answer.getNow().getFirst());
                } else {
                    promise.tryFailure(answer.cause());
                }
            });
        }

        @Override
        protected void doResolveAll(InetSocketAddress name, Promise<List<InetSocketAddress>> promise) {
            Known last = known.get(name);
            if (last != null && clock.instant().isBefore(last.askAgain())) {
                promise.trySuccess(last.addresses());
                return;
            }
            resolver.resolveAll(name).addListener((Future<List<InetSocketAddress>> answer) -> {
                if (answer.isSuccess()) {
                    known.put(name, new Known(answer.getNow(), Instant.MIN));
                    promise.trySuccess(answer.getNow());
                } else if (last != null && isUnanswered(answer.cause())) {
                    LOG.warn("No name server answers for {}; its last address serves on", name, answer.cause());
                    known.put(name, new Known(last.addresses(), clock.instant().plus(PAUSE)));
                    promise.trySuccess(last.addresses());
                } else {
                    promise.tryFailure(answer.cause());
                }
            });
        }
    }

    /** Nothing came, or only that the server itself cannot tell. */
    private static boolean isUnanswered(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DnsErrorCauseException said) {
                return said.getCode().equals(DnsResponseCode.SERVFAIL);
            }
            if (cause instanceof DnsNameResolverException) {
                return true;
            }
        }
        return false;
    }
}
