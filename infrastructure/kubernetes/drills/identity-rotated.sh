#!/usr/bin/env bash
# Replaces the gateway's key pair while every service is called: no request may be refused, before, between and after the three steps.
# The pauses are the shortest that hold: without a mesh what the kubelet takes to bring a file, in one what istiod takes to ask for keys.
. "$(dirname "$0")/lib.sh"

secrets=$(dirname "$0")/../secrets.sh
kid() { json "$EDGE/.well-known/jwks.json" | jq -r '[.keys[].kid] | join(" ")'; }
healthy() { json "$EDGE/api/v1/status" | jq -r '[.services[] | select(. != "healthy")] | length'; }
pause=${PAUSE:-150}
if kubectl get requestauthentication -n quantumlayer quantumdrop >/dev/null 2>&1; then pause=${PAUSE:-1500}; fi

before=$(kid)
load_everything
"$secrets" --rotate publish >/dev/null
saw "the next key is published; a pause of $pause s"
sleep "$pause"
both=$(kid)
if [ "$(wc -w <<<"$both")" = 2 ]; then holds "the gateway publishes two keys"; else fails "the gateway publishes: $both"; fi
"$secrets" --rotate sign >/dev/null
saw "the gateway is to sign with it; a pause of 150 s"
sleep 150
# It gives a service two seconds, which a busy machine may not have at once.
for _ in 1 2 3 4 5; do [ "$(healthy)" = 0 ] && break; sleep 5; done
if [ "$(healthy)" = 0 ]; then holds "every service takes the token of the new key"; else fails "status: $(json "$EDGE/api/v1/status")"; fi
rest
expect_no_failure "the rotation"
if [ -n "${DROP:-}" ]; then
    "$secrets" --rotate drop >/dev/null
    saw "the key before is dropped"
else
    saw "secrets.sh --rotate drop is for when the last token has ended, in 35 minutes"
fi
[ "$before" != "$both" ] || fails "the keys are as before: $before"
verdict
