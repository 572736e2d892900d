package io.quantumlayer.platform.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.StreamObserver;
import io.quantumlayer.platform.mesh.TestAuthority;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Temporal that asks for a certificate, and whose own is of an authority that no JDK knows. */
class TemporalTlsTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static TestAuthority authority;

    @BeforeAll
    static void certificates() {
        authority = TestAuthority.in(folder);
        authority.issueForHost("temporal", "localhost");
        authority.issueForHost("elsewhere", "temporal.example.org");
        authority.issueForHost("client", "workflow-worker");
    }

    @Test
    void aServerOfTheAuthorityIsBelievedAndShownACertificate() throws Exception {
        assertThat(versionOf("temporal", file("ca.crt"), "client")).isEqualTo("1.2.3");
    }

    @Test
    void withoutACertificateTheServerRefuses() {
        assertThatThrownBy(() -> versionOf("temporal", file("ca.crt"), "")).isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void aServerOfAnotherNameIsRefused() {
        assertThatThrownBy(() -> versionOf("elsewhere", file("ca.crt"), "client"))
                .hasStackTraceContaining("localhost");
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused(@TempDir Path other) {
        TestAuthority.in(other);

        assertThatThrownBy(() -> versionOf("temporal", other.resolve("ca.crt").toString(), "client"))
                .isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void aCertificateWithoutItsKeyIsAnErrorThatNamesBothVariables() {
        assertThatThrownBy(() -> new TemporalTlsProperties("ca.crt", "tls.crt", ""))
                .hasMessageContaining("TEMPORAL_TLS_CERTIFICATE")
                .hasMessageContaining("TEMPORAL_TLS_PRIVATE_KEY");
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    /** What a server of a certificate answers a client of another; nobody's where the name is empty. */
    private static String versionOf(String server, String authorities, String client) throws Exception {
        TemporalTlsProperties files = client.isEmpty()
                ? new TemporalTlsProperties(authorities, "", "")
                : new TemporalTlsProperties(authorities, file(client + ".crt"), file(client + ".key"));
        Server temporal = start(server);
        try (var threads = Executors.newSingleThreadScheduledExecutor()) {
            var options = WorkflowServiceStubsOptions.newBuilder()
                    .setTarget("localhost:" + temporal.getPort())
                    .setRpcTimeout(PATIENCE);
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(new TemporalTlsAutoConfiguration()
                    .temporalTls(files, threads)
                    .customize(options)
                    .validateAndBuildWithDefaults());
            try {
                return stubs.blockingStub()
                        .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                        .getServerVersion();
            } finally {
                stubs.shutdownNow();
                threads.shutdownNow();
            }
        } finally {
            temporal.shutdownNow();
        }
    }

    private static Server start(String certificate) throws IOException {
        SslContextBuilder context = GrpcSslContexts.configure(SslContextBuilder.forServer(
                        folder.resolve(certificate + ".crt").toFile(),
                        folder.resolve(certificate + ".key").toFile()))
                .trustManager(authority.certificate().toFile())
                .clientAuth(ClientAuth.REQUIRE);
        return NettyServerBuilder.forPort(0)
                .sslContext(context.build())
                .addService(new WorkflowServiceGrpc.WorkflowServiceImplBase() {
                    @Override
                    public void getSystemInfo(
                            GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
                        answer.onNext(GetSystemInfoResponse.newBuilder()
                                .setServerVersion("1.2.3")
                                .build());
                        answer.onCompleted();
                    }
                })
                .build()
                .start();
    }
}
