#!/usr/bin/env bash
# Restarts PostgreSQL in the middle of a run: services with a database turn unready and come back, the run completes.
. "$(dirname "$0")/lib.sh"

id=$(start_run)
kubectl scale -n quantumlayer deployment/postgresql --replicas=0 >/dev/null
kubectl wait -n quantumlayer --for=delete pod -l app=postgresql --timeout=90s >/dev/null
sleep 20
for service in quantumdrop agent-orchestrator meta-prompt-engine; do
    ready=$(kubectl get pods -n quantumlayer -l app=$service -o jsonpath='{.items[0].status.containerStatuses[0].ready}')
    if [ "$ready" = false ]; then holds "$service is not ready without PostgreSQL"; else fails "$service says it is ready without PostgreSQL"; fi
done
for service in llm-router parser; do
    ready=$(kubectl get pods -n quantumlayer -l app=$service -o jsonpath='{.items[0].status.containerStatuses[0].ready}')
    if [ "$ready" = true ]; then holds "$service is ready: it needs no PostgreSQL"; else fails "$service is not ready"; fi
done
kubectl scale -n quantumlayer deployment/postgresql --replicas=1 >/dev/null
rolled_out postgresql
begin=$SECONDS
for service in quantumdrop agent-orchestrator meta-prompt-engine; do rolled_out $service; done
holds "all are ready $((SECONDS - begin)) s after PostgreSQL"
expect_completed "$id"
verdict
