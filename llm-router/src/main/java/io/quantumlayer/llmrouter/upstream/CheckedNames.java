package io.quantumlayer.llmrouter.upstream;

import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.NameResolver;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks names up, and gives those addresses alone that a caller may have the router connect to: what it connects to was
 * checked, whatever a name means a moment later.
 */
final class CheckedNames extends DnsAddressResolverGroup {

    private final Predicate<InetAddress> allowed;

    CheckedNames(DnsNameResolverBuilder names, Predicate<InetAddress> allowed) {
        super(names);
        this.allowed = allowed;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newAddressResolver(
            EventLoop loop, NameResolver<InetAddress> resolver) {
        return new Checked(loop, resolver, allowed).asAddressResolver();
    }

    // Whoever waits for the promise hears of it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static final class Checked extends InetNameResolver {

        private final NameResolver<InetAddress> names;
        private final Predicate<InetAddress> allowed;

        Checked(EventLoop loop, NameResolver<InetAddress> names, Predicate<InetAddress> allowed) {
            super(loop);
            this.names = names;
            this.allowed = allowed;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            resolveAll(host).addListener((Future<List<InetAddress>> found) -> {
                if (found.isSuccess()) {
                    promise.trySuccess(found.getNow().getFirst());
                } else {
                    promise.tryFailure(found.cause());
                }
            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            names.resolveAll(host).addListener((Future<List<InetAddress>> found) -> {
                List<InetAddress> usable = found.isSuccess()
                        ? found.getNow().stream().filter(allowed).toList()
                        : List.of();
                if (!usable.isEmpty()) {
                    promise.trySuccess(usable);
                } else {
                    promise.tryFailure(found.isSuccess() ? notAllowed(host) : found.cause());
                }
            });
        }

        private static UnknownHostException notAllowed(String host) {
            return new UnknownHostException("%s has no address that may be connected to".formatted(host));
        }

        @Override
        public void close() {
            names.close();
        }
    }
}
