package io.quantumlayer.llmrouter.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Puts proxy and TLS on a connection to a provider. */
final class OutboundPath {

    private final OutboundProperties properties;
    private final SslContext tls;

    OutboundPath(OutboundProperties properties) {
        this.properties = properties;
        try {
            this.tls = SslContextBuilder.forClient()
                    .trustManager(trusted(properties.caFile()))
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("TLS is not available", impossible);
        }
    }

    void target(Bootstrap bootstrap, Endpoint endpoint) {
        bootstrap.remoteAddress(InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port()));
        if (!properties.isDirect(endpoint.host())) {
            // The proxy looks names up: inside a company nobody else can.
            bootstrap.resolver(NoopAddressResolverGroup.INSTANCE);
        }
    }

    void secure(Channel channel, Endpoint endpoint, Duration timeout) {
        URI proxy = properties.proxy();
        if (proxy != null && !properties.isDirect(endpoint.host())) {
            HttpProxyHandler tunnel = tunnel(proxy);
            tunnel.setConnectTimeoutMillis(timeout.toMillis());
            channel.pipeline().addLast(tunnel);
        }
        if (endpoint.tls()) {
            SslHandler handler = tls.newHandler(channel.alloc(), endpoint.host(), endpoint.port());
            handler.setHandshakeTimeoutMillis(timeout.toMillis());
            channel.pipeline().addLast(handler);
        }
    }

    private HttpProxyHandler tunnel(URI proxy) {
        InetSocketAddress address =
                new InetSocketAddress(proxy.getHost(), Endpoint.of(proxy).port());
        Path file = properties.proxyCredentialsFile();
        if (file == null) {
            return new HttpProxyHandler(address);
        }
        String[] credentials = text(file).split(":", 2);
        if (credentials.length < 2) {
            throw new IllegalStateException("The file %s must hold user:password".formatted(file));
        }
        return new HttpProxyHandler(address, credentials[0], credentials[1]);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("quantumlayer.router.outbound.proxy-credentials-file cannot be read", e);
        }
    }

    /** The JVM's authorities and those of the file. */
    private static TrustManagerFactory trusted(@Nullable Path file) {
        try {
            TrustManagerFactory system = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            system.init((KeyStore) null);
            if (file == null) {
                return system;
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (TrustManager manager : system.getTrustManagers()) {
                for (X509Certificate authority : ((X509TrustManager) manager).getAcceptedIssuers()) {
                    all.setCertificateEntry("jvm-" + number++, authority);
                }
            }
            try (InputStream pem = Files.newInputStream(file)) {
                for (Certificate authority :
                        CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    all.setCertificateEntry("file-" + number++, authority);
                }
            }
            TrustManagerFactory both = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            both.init(all);
            return both;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "quantumlayer.router.outbound.ca-file %s holds no certificates that can be read".formatted(file),
                    e);
        }
    }
}
