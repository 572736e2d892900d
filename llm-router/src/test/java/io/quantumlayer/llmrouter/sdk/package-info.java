/** The official SDKs against the router, and the upstream that they reach through it. */
@org.jspecify.annotations.NullMarked
package io.quantumlayer.llmrouter.sdk;
