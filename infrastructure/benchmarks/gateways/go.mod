module quantumlayer.io/benchmarks/gateways

go 1.24
