// Command null-signer is the floor of the benchmark: CometBFT's own signer server over keys in
// memory. It keeps no state and refuses nothing, so that what is left is the transport, the codec
// and one signature. Never use it for anything else.
//
//	null-signer CHAINS
//
// CHAINS holds one line for each chain: its id, then HOST:PORT of its node.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cometbft/cometbft/privval"
	"github.com/cometbft/cometbft/types"
)

const (
	// A node that is measured in turns with others may be silent for long.
	patience   = 10 * time.Minute
	retries    = 10_000
	retryPause = 100 * time.Millisecond
)

func main() {
	if len(os.Args) != 2 {
		fail("usage: null-signer CHAINS")
	}
	chains, err := os.Open(os.Args[1])
	if err != nil {
		fail(err.Error())
	}
	lines := bufio.NewScanner(chains)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 2 {
			fail("not a chain and an address: " + lines.Text())
		}
		serve(words[0], words[1])
	}
	if err := lines.Err(); err != nil {
		fail(err.Error())
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	<-stop
}

func serve(chain, address string) {
	endpoint := privval.NewSignerDialerEndpoint(
		log.NewNopLogger(),
		privval.DialTCPFn(address, patience, ed25519.GenPrivKey()),
		privval.SignerDialerEndpointTimeoutReadWrite(patience),
		privval.SignerDialerEndpointConnRetries(retries),
		privval.SignerDialerEndpointRetryWaitInterval(retryPause),
	)
	server := privval.NewSignerServer(endpoint, chain, types.NewMockPV())
	if err := server.Start(); err != nil {
		fail(err.Error())
	}
}

func fail(what string) {
	fmt.Fprintln(os.Stderr, "null-signer: "+what)
	os.Exit(1)
}
