package io.quantumlayer.llmrouter.provider.kind;

/** What the environment variables of a well-known provider may say. */
public enum Setting {
    /** The credential; the variable may end in {@code _FILE} and name a file that holds it. */
    KEY,
    /** Address of the API. */
    BASE_URL,
    /** Version of the API, where requests name one. */
    API_VERSION,
    /** Region of the cloud. */
    REGION,
    /** Region of the cloud, by a variable that is there for other programs: it counts where another one means this provider. */
    SHARED_REGION,
    /** Model ids by comma. */
    MODELS
}
