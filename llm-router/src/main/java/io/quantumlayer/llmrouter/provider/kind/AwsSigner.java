package io.quantumlayer.llmrouter.provider.kind;

import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.upstream.Endpoint;
import java.io.ByteArrayInputStream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Signs requests to Amazon Bedrock with the AWS SDK's signer (Signature Version 4). */
final class AwsSigner implements RequestSigner {

    private static final String SERVICE = "bedrock";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final String region;
    private final AwsCredentialChain credentials;

    AwsSigner(String region, AwsCredentialChain credentials) {
        this.region = region;
        this.credentials = credentials;
    }

    @Override
    public void sign(Endpoint endpoint, String path, byte[] body, HttpHeaders headers) {
        AwsCredentials current = credentials.current();
        if (current == null) {
            throw new IllegalStateException("A provider without credentials is off");
        }
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol(endpoint.tls() ? "https" : "http")
                .host(endpoint.host())
                .port(endpoint.port())
                .encodedPath(path)
                .putHeader("Content-Type", "application/json")
                .build();
        signer.sign(sign -> sign.identity(current)
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request()
                .headers()
                .forEach((name, values) -> headers.set(name, values));
    }

    @Override
    public String toString() {
        return region;
    }
}
