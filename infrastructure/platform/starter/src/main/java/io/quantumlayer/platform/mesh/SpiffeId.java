package io.quantumlayer.platform.mesh;

import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Who a workload is in the mesh, as its certificate says (SPIFFE ID, in the form that Istio gives it).
 *
 * @param trustDomain such as {@code cluster.local}
 */
record SpiffeId(String trustDomain, String namespace, String account) {

    private static final int URI_NAME = 6;

    /** @throws CertificateException if the certificate has no such id, or several */
    static SpiffeId of(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
        List<URI> ids = names.stream()
                .filter(name -> Integer.valueOf(URI_NAME).equals(name.getFirst()))
                .map(name -> URI.create(name.getLast().toString()))
                .filter(uri -> "spiffe".equals(uri.getScheme()))
                .toList();
        String[] path = ids.size() == 1 ? ids.getFirst().getPath().split("/") : new String[0];
        if (path.length != 5 || !path[1].equals("ns") || !path[3].equals("sa")) {
            throw new CertificateException("The certificate of %s has no SPIFFE id of a workload, but %s"
                    .formatted(certificate.getSubjectX500Principal(), ids));
        }
        return new SpiffeId(ids.getFirst().getHost(), path[2], path[4]);
    }

    /**
     * Whoever answers under the full name of a Service: the account that is named like it.
     *
     * @param host such as {@code parser.quantumlayer.svc.cluster.local}
     * @throws CertificateException if it is no such name
     */
    static SpiffeId ofService(String host, String trustDomain) throws CertificateException {
        String[] labels = host.split("\\.");
        if (labels.length < 3 || !labels[2].equals("svc")) {
            throw new CertificateException(
                    "%s is no full name of a Service, so nobody knows who should answer there".formatted(host));
        }
        return new SpiffeId(trustDomain, labels[1], labels[0]);
    }

    @Override
    public String toString() {
        return "spiffe://%s/ns/%s/sa/%s".formatted(trustDomain, namespace, account);
    }
}
