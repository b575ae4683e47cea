// Command abci-votes is the application behind the nodes of the acceptance tests. It keeps no
// state and takes part in consensus only by extending votes with as many bytes as it is told.
//
// One program serves every node from v0.38 on: they speak the same messages over the socket,
// except that each later version adds fields, which the earlier ones skip.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/cometbft/cometbft/v2/abci/server"
	"github.com/cometbft/cometbft/v2/abci/types"
)

type votes struct {
	types.BaseApplication
	extensionBytes int
	bareBytes      int
	blockDelay     time.Duration
	height         atomic.Int64
}

func (v *votes) Info(context.Context, *types.InfoRequest) (*types.InfoResponse, error) {
	return &types.InfoResponse{LastBlockHeight: v.height.Load()}, nil
}

func (v *votes) ExtendVote(
	_ context.Context, req *types.ExtendVoteRequest,
) (*types.ExtendVoteResponse, error) {
	return &types.ExtendVoteResponse{
		VoteExtension:  extension(v.extensionBytes, req.Height, req.Hash),
		NonRpExtension: extension(v.bareBytes, req.Height, req.Hash),
	}, nil
}

func (v *votes) VerifyVoteExtension(
	_ context.Context, req *types.VerifyVoteExtensionRequest,
) (*types.VerifyVoteExtensionResponse, error) {
	status := types.VERIFY_VOTE_EXTENSION_STATUS_REJECT
	if bytes.Equal(req.VoteExtension, extension(v.extensionBytes, req.Height, req.Hash)) &&
		bytes.Equal(req.NonRpVoteExtension, extension(v.bareBytes, req.Height, req.Hash)) {
		status = types.VERIFY_VOTE_EXTENSION_STATUS_ACCEPT
	}
	return &types.VerifyVoteExtensionResponse{Status: status}, nil
}

// FinalizeBlock sets the pace for v1 and v2, where it is the application's; the nodes before them
// take it from their timeout_commit.
func (v *votes) FinalizeBlock(
	ctx context.Context, req *types.FinalizeBlockRequest,
) (*types.FinalizeBlockResponse, error) {
	res, err := v.BaseApplication.FinalizeBlock(ctx, req)
	if err == nil {
		res.NextBlockDelay = v.blockDelay
		v.height.Store(req.Height)
	}
	return res, err
}

// extension is 0xff, the height and then the block's hash over and over, cut to size. No protobuf
// message begins with 0xff 0x00, so that these bytes are never those of a vote.
func extension(size int, height int64, hash []byte) []byte {
	content := binary.BigEndian.AppendUint64([]byte{0xff}, uint64(height))
	for len(content) < size {
		content = append(content, hash...)
	}
	return content[:size]
}

func main() {
	listen := flag.String("listen", "", "where the node finds us: unix:///path or tcp://host:port")
	app := &votes{}
	flag.IntVar(&app.extensionBytes, "extension-bytes", 0, "bytes of each vote's extension")
	flag.IntVar(&app.bareBytes, "bare-bytes", 0, "bytes of v2's non-replay-protected extension")
	flag.DurationVar(&app.blockDelay, "block-delay", 100*time.Millisecond, "pause between blocks (v1, v2)")
	flag.Parse()

	abci := server.NewSocketServer(*listen, app)
	if err := abci.Start(); err != nil {
		fmt.Fprintf(os.Stderr, "abci-votes: cannot listen on %q: %v\n", *listen, err)
		os.Exit(1)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	<-stop
	if err := abci.Stop(); err != nil {
		fmt.Fprintf(os.Stderr, "abci-votes: cannot stop: %v\n", err)
		os.Exit(1)
	}
}
