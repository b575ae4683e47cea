// Command signer-client measures any remote signer through CometBFT's own SignerClient: the code
// that a node of v0.38 asks its signer with. It listens as a node does, waits for the signer, asks
// for a proposal, a prevote and a precommit at each height, verifies every answer outside of the
// time that it takes, and prints percentiles.
//
//	signer-client -chain CHAIN [-listen tcp://HOST:PORT] [-height H] [-heights N] [-extension BYTES]
//
// The signer's mark is above all these heights afterwards: never point a live key at it.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"net"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/cometbft/cometbft/crypto"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cometbft/cometbft/privval"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/types"
)

type settings struct {
	listen    string
	chain     string
	height    int64
	heights   int64
	warmUp    int64
	extension int
	patience  time.Duration
}

func main() {
	var s settings
	flag.StringVar(&s.listen, "listen", "tcp://127.0.0.1:26659", "where the signer dials")
	flag.StringVar(&s.chain, "chain", "", "the chain id that the signer is configured for")
	flag.Int64Var(&s.height, "height", 1, "the first height; above all that was signed before")
	flag.Int64Var(&s.heights, "heights", 1000, "how many heights are measured, three requests each")
	flag.Int64Var(&s.warmUp, "warm-up", 200, "how many heights come before those, not measured")
	flag.IntVar(&s.extension, "extension", 0, "bytes of vote extension with each precommit")
	flag.DurationVar(&s.patience, "patience", time.Minute, "how long to wait for the signer")
	flag.Parse()
	if s.chain == "" || s.height < 1 || s.heights < 1 || s.warmUp < 0 || flag.NArg() != 0 {
		flag.Usage()
		os.Exit(64)
	}
	if err := measure(s); err != nil {
		fmt.Fprintln(os.Stderr, "signer-client:", err)
		os.Exit(1)
	}
}

func measure(s settings) error {
	client, err := connect(s)
	if err != nil {
		return err
	}
	defer client.Close()
	key, err := client.GetPubKey()
	if err != nil {
		return err
	}
	node := &node{client, key, s.chain, bytes.Repeat([]byte{7}, s.extension), nil}
	first := s.height + s.warmUp
	for height := s.height; height < first+s.heights; height++ {
		if height == first {
			node.took = node.took[:0]
		}
		if err := node.play(height); err != nil {
			return fmt.Errorf("height %d: %w", height, err)
		}
	}
	node.report()
	return nil
}

func connect(s settings) (*privval.SignerClient, error) {
	address := strings.TrimPrefix(s.listen, "tcp://")
	socket, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(os.Stderr, "listening at tcp://%s for the signer of %s\n", socket.Addr(), s.chain)
	listener := privval.NewTCPListener(socket, ed25519.GenPrivKey())
	endpoint := privval.NewSignerListenerEndpoint(log.NewNopLogger(), listener)
	client, err := privval.NewSignerClient(endpoint, s.chain)
	if err != nil {
		return nil, err
	}
	if err := client.WaitForConnection(s.patience); err != nil {
		return nil, fmt.Errorf("no signer came within %s: %w", s.patience, err)
	}
	return client, nil
}

// A node keeps its own copy of what it asks for and takes only the signatures and the time from
// the answer, as consensus does.
type node struct {
	client    *privval.SignerClient
	key       crypto.PubKey
	chain     string
	extension []byte
	took      []time.Duration
}

func (n *node) play(height int64) error {
	block := blockAt(height)
	if err := n.propose(height, block); err != nil {
		return fmt.Errorf("proposal: %w", err)
	}
	if err := n.vote(height, cmtproto.PrevoteType, block); err != nil {
		return fmt.Errorf("prevote: %w", err)
	}
	if err := n.vote(height, cmtproto.PrecommitType, block); err != nil {
		return fmt.Errorf("precommit: %w", err)
	}
	return nil
}

func (n *node) propose(height int64, block cmtproto.BlockID) error {
	asked := cmtproto.Proposal{
		Type: cmtproto.ProposalType, Height: height, PolRound: -1, BlockID: block,
		Timestamp: time.Now().UTC(),
	}
	answer := asked
	start := time.Now()
	err := n.client.SignProposal(n.chain, &answer)
	n.took = append(n.took, time.Since(start))
	if err != nil {
		return err
	}
	if !n.key.VerifySignature(types.ProposalSignBytes(n.chain, &asked), answer.Signature) {
		return fmt.Errorf("the signature does not verify")
	}
	return nil
}

func (n *node) vote(height int64, step cmtproto.SignedMsgType, block cmtproto.BlockID) error {
	asked := cmtproto.Vote{
		Type: step, Height: height, BlockID: block, Timestamp: time.Now().UTC(),
		ValidatorAddress: n.key.Address(),
	}
	extended := step == cmtproto.PrecommitType && len(n.extension) > 0
	if extended {
		asked.Extension = n.extension
	}
	answer := asked
	start := time.Now()
	err := n.client.SignVote(n.chain, &answer)
	n.took = append(n.took, time.Since(start))
	if err != nil {
		return err
	}
	asked.Timestamp = answer.Timestamp
	if !n.key.VerifySignature(types.VoteSignBytes(n.chain, &asked), answer.Signature) {
		return fmt.Errorf("the signature does not verify")
	}
	signed := types.VoteExtensionSignBytes(n.chain, &asked)
	if extended && !n.key.VerifySignature(signed, answer.ExtensionSignature) {
		return fmt.Errorf("the signature of the extension does not verify")
	}
	return nil
}

func (n *node) report() {
	sort.Slice(n.took, func(a, b int) bool { return n.took[a] < n.took[b] })
	var sum time.Duration
	for _, took := range n.took {
		sum += took
	}
	fmt.Printf("%d signatures, %.0f a second while asking\n",
		len(n.took), float64(len(n.took))/sum.Seconds())
	for _, percent := range []float64{50, 90, 99, 99.9, 100} {
		rank := int(percent/100*float64(len(n.took)) + 0.999999)
		fmt.Printf("p%-5g %9.1f us\n", percent,
			float64(n.took[rank-1].Nanoseconds())/1000)
	}
}

func blockAt(height int64) cmtproto.BlockID {
	hash := crypto.Sha256([]byte(fmt.Sprint(height)))
	return cmtproto.BlockID{
		Hash: hash, PartSetHeader: cmtproto.PartSetHeader{Total: 1, Hash: hash},
	}
}
