package io.quantumlayer.llmrouter.provider.kind;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Credentials of the AWS chain. Looking for them may take a while, so it is not done where they are used. */
final class AwsCredentialChain implements KeylessAccess {

    private static final Logger LOG = LoggerFactory.getLogger(AwsCredentialChain.class);

    private volatile @Nullable AwsCredentials current;
    private @Nullable DefaultCredentialsProvider chain;

    @Override
    public synchronized boolean refresh() {
        if (chain == null) {
            chain = DefaultCredentialsProvider.builder().build();
        }
        try {
            current = chain.resolveCredentials();
            return true;
        } catch (SdkClientException none) {
            LOG.debug("No AWS credentials", none);
            return current != null;
        }
    }

    @Override
    public String lack() {
        return "no AWS credentials were found in environment, profile, web identity, container or instance";
    }

    @Override
    public RequestSigner signer(String region) {
        return new AwsSigner(region, this);
    }

    @Nullable
    AwsCredentials current() {
        return current;
    }
}
