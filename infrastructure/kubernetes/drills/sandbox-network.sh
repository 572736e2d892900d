#!/usr/bin/env bash
# Has a model write a test that asks for the network: API server, database, edge and a name. The run says that the test failed;
# the test reached nothing. The model is the built-in engine behind a pod that adds the test.
. "$(dirname "$0")/lib.sh"

back() {
    kubectl delete -n quantumlayer deployment,service,configmap,networkpolicy -l app=drill-model --wait=false >/dev/null 2>&1 || true
    kubectl set env -n quantumlayer deployment/llm-router LLM_DRILL_BASE_URL- LLM_DRILL_MODELS- >/dev/null 2>&1 || true
    end
}
trap back EXIT
api=$(kubectl get service -n default kubernetes -o jsonpath='{.spec.clusterIP}')
database=$(kubectl get service -n quantumlayer postgresql -o jsonpath='{.spec.clusterIP}')
edge=$(kubectl get service -n quantumlayer api-gateway -o jsonpath='{.spec.clusterIP}')
sed "s/API_SERVER/$api/; s/DATABASE/$database/; s/EDGE/$edge/" "$(dirname "$0")/asking-model.py" >"$work/model.py"
kubectl create configmap drill-model -n quantumlayer --from-file="$work/model.py" >/dev/null
kubectl label configmap drill-model -n quantumlayer app=drill-model >/dev/null
kubectl apply -f "$(dirname "$0")/asking-model.yaml" >/dev/null
kubectl rollout status -n quantumlayer deployment/drill-model --timeout=60s >/dev/null
old=$(pod_of llm-router)
kubectl set env -n quantumlayer deployment/llm-router LLM_DRILL_BASE_URL=http://drill-model.quantumlayer.svc.cluster.local:8000/v1 LLM_DRILL_MODELS=asking >/dev/null
rolled_out llm-router
# Until then it answers on connections that are open, and knows nothing of the model.
kubectl wait -n quantumlayer --for=delete "pod/$old" --timeout=90s >/dev/null
touch "$work/reports"
id=$(json -X POST "$EDGE/api/v1/workflows/generate-extended" \
    -d '{"prompt":"Write an IBAN validator","language":"python","type":"library","model":"drill/asking"}' | jq -re .workflow_id)
state=$(await_run "$id" 600)
saw "run $id is $state, verdict $(json "$EDGE/api/v1/workflows/$id/status" | jq -r .verdict)"
curl -s -m 60 -o "$work/drops" "$EDGE/api/v1/workflows/$id/drops"
for drop in $(jq -r '(.drops // .)[] | select(.stage == "test_generation" or .stage == "semantic_validation") | .id' "$work/drops"); do
    curl -s -m 60 "$EDGE/api/v1/drops/$drop" >>"$work/reports"
done
if grep -q 'NETWORK REACHED [0-9a-z]' "$work/reports"; then fails "the test got through: $(grep -o 'NETWORK REACHED [0-9a-z.:]*' "$work/reports" | sort -u | tr '\n' ' ')"; else holds "the test got nowhere"; fi
if grep -q 'NETWORK REFUSED [0-9a-z]' "$work/reports"; then holds "the report says so: $(grep -o 'NETWORK REFUSED [0-9a-z][^"\\]*' "$work/reports" | head -1)"; else fails "the test did not run: no report of it"; fi
verdict
