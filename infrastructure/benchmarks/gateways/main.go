// Command gateways is the fake model provider and the streaming client of the gateway benchmark.
//
//	gateways upstream -listen 127.0.0.1:9000 -chunks 20 -pause 20ms
//	gateways streams -url http://127.0.0.1:9000/v1/chat/completions -streams 64 -seconds 5
//	gateways classes -url http://127.0.0.1:9000/v1/chat/completions -interactive 4 -batch 32 -seconds 10
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "upstream":
			upstream(os.Args[2:])
			return
		case "streams":
			streams(os.Args[2:])
			return
		case "classes":
			classes(os.Args[2:])
			return
		}
	}
	fmt.Fprintln(os.Stderr, "usage: gateways upstream|streams|classes [options]")
	os.Exit(2)
}
