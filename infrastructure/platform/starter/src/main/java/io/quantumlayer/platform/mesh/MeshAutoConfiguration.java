package io.quantumlayer.platform.mesh;

import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;

/** The bundle {@code mesh} for clients that call services in a mesh. */
@AutoConfiguration(before = SslAutoConfiguration.class)
@ConditionalOnProperty("quantumlayer.mesh.certificate")
@EnableConfigurationProperties(MeshProperties.class)
public final class MeshAutoConfiguration {

    @Bean
    SslBundleRegistrar meshBundle(MeshProperties files) {
        MeshKeys keys = new MeshKeys(files.certificate(), files.privateKey());
        MeshTrust trust = new MeshTrust(files.authorities(), keys);
        SslManagerBundle managers = SslManagerBundle.of(
                new Factory(keys), SslManagerBundle.from(trust).getTrustManagerFactory());
        return bundles -> bundles.registerBundle(
                "mesh",
                SslBundle.of(
                        SslStoreBundle.NONE, SslBundleKey.NONE, SslOptions.NONE, SslBundle.DEFAULT_PROTOCOL, managers));
    }

    /** A factory of one manager that is there. */
    private static final class Factory extends KeyManagerFactory {

        Factory(KeyManager manager) {
            super(
                    new KeyManagerFactorySpi() {
                        @Override
                        protected void engineInit(KeyStore store, char[] password) {}

                        @Override
                        protected void engineInit(ManagerFactoryParameters parameters) {}

                        @Override
                        protected KeyManager[] engineGetKeyManagers() {
                            return new KeyManager[] {manager};
                        }
                    },
                    null,
                    "mesh");
        }
    }
}
