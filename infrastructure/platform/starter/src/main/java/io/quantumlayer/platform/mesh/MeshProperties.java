package io.quantumlayer.platform.mesh;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;

/**
 * PEM files of a certificate of the mesh, all read again when they change.
 *
 * @param certificate the certificate with a SPIFFE id, and those between it and the authorities
 * @param privateKey its key, PKCS#8
 * @param authorities those that have issued the services' certificates
 */
@ConfigurationProperties("quantumlayer.mesh")
record MeshProperties(Resource certificate, Resource privateKey, Resource authorities) {}
