// Command filepv-table writes down what CometBFT's own FilePV decides: for every request after
// every other one, and for a long random history. The signer's tests compare their rules with it.
//
//	go run . >../../../signer/src/test/resources/countersign/guard/filepv.json
//
// A verdict is one letter: + signs, = gives the recorded signature and time again, ~ signs anew at
// the same place, H, R and S refuse a lower height, round or step, C refuses as conflicting.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/privval"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
)

const (
	chain     = "oracle"
	seed      = uint64(1)
	histories = 100_000
	perLine   = 1_000
)

// request is height, round, step (0 propose, 1 prevote, 2 precommit), POL round, block (0 is nil)
// and time.
type request [6]int64

type table struct {
	About    string   `json:"about"`
	Requests []string `json:"requests"`
	First    string   `json:"first"`
	Second   []string `json:"second"`
	Seed     uint64   `json:"seed"`
	Random   []string `json:"random"`
}

type signer struct {
	pv *privval.FilePV
}

func (s *signer) ask(r request) string {
	last := s.pv.LastSignState
	signature, when, err := s.sign(r)
	switch {
	case err == nil && last.Height == r[0] && int64(last.Round) == r[1] && int64(last.Step) == r[2]+1:
		if bytes.Equal(signature, last.Signature) {
			return "="
		}
		return "~"
	case err == nil && when.Equal(at(r[5])):
		return "+"
	case err != nil && strings.Contains(err.Error(), "height regression"):
		return "H"
	case err != nil && strings.Contains(err.Error(), "round regression"):
		return "R"
	case err != nil && strings.Contains(err.Error(), "step regression"):
		return "S"
	case err != nil && strings.Contains(err.Error(), "conflicting data"):
		return "C"
	}
	panic(fmt.Sprint(r, signature, when, err))
}

func (s *signer) sign(r request) ([]byte, time.Time, error) {
	if r[2] == 0 {
		proposal := &cmtproto.Proposal{
			Type: cmtproto.ProposalType, Height: r[0], Round: int32(r[1]), PolRound: int32(r[3]),
			BlockID: block(r[4]), Timestamp: at(r[5]),
		}
		err := s.pv.SignProposal(chain, proposal)
		return proposal.Signature, proposal.Timestamp, err
	}
	vote := &cmtproto.Vote{
		Type: cmtproto.SignedMsgType(r[2]), Height: r[0], Round: int32(r[1]),
		BlockID: block(r[4]), Timestamp: at(r[5]),
	}
	err := s.pv.SignVote(chain, vote)
	return vote.Signature, vote.Timestamp, err
}

func block(number int64) cmtproto.BlockID {
	if number == 0 {
		return cmtproto.BlockID{}
	}
	hash := bytes.Repeat([]byte{byte(number)}, 32)
	return cmtproto.BlockID{
		Hash: hash, PartSetHeader: cmtproto.PartSetHeader{Total: 1, Hash: hash},
	}
}

func at(seconds int64) time.Time {
	return time.Unix(1_700_000_000+seconds, 0).UTC()
}

func domain() (requests []request) {
	for _, height := range []int64{1, 2, math.MaxInt64} {
		for _, round := range []int64{0, 1, math.MaxInt32} {
			for block := int64(0); block < 3; block++ {
				for time := int64(1); time < 3; time++ {
					requests = append(requests,
						request{height, round, 0, -1, block, time},
						request{height, round, 0, 0, block, time},
						request{height, round, 1, 0, block, time},
						request{height, round, 2, 0, block, time})
				}
			}
		}
	}
	return requests
}

// walk makes a history that mostly stays where it is, sometimes goes up and sometimes looks back.
type walk struct {
	state  uint64
	height int64
}

func (w *walk) next(below uint64) int64 {
	w.state = w.state*6364136223846793005 + 1442695040888963407
	return int64((w.state >> 33) % below)
}

func (w *walk) request() request {
	if w.next(16) == 0 {
		w.height++
	}
	height := w.height
	if w.next(16) == 0 {
		height--
	}
	r := request{height, w.next(3), w.next(3), w.next(2) - 1, w.next(3), w.next(2) + 1}
	if r[2] != 0 {
		r[3] = 0
	}
	return r
}

func main() {
	// Every verdict may write the state, which need not survive this program.
	folder, err := os.MkdirTemp("/dev/shm", "filepv-table")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	fresh := func() *signer {
		pv := privval.NewFilePV(
			ed25519.GenPrivKeyFromSecret([]byte(chain)),
			filepath.Join(folder, "key"), filepath.Join(folder, "state"))
		pv.Save()
		return &signer{pv}
	}
	found := table{
		About: "github.com/cometbft/cometbft v0.38.25, privval.FilePV; made by" +
			" acceptance/peers/filepv-table",
		Seed: seed,
	}
	requests := domain()
	for _, first := range requests {
		found.Requests = append(found.Requests, strings.Trim(fmt.Sprint(first), "[]"))
		s := fresh()
		found.First += s.ask(first)
		held := s.pv.LastSignState
		row := ""
		for _, second := range requests {
			s.pv.LastSignState = held
			row += s.ask(second)
		}
		found.Second = append(found.Second, row)
	}
	s := fresh()
	w := &walk{state: seed, height: 1}
	for line := ""; len(found.Random) < histories/perLine; {
		line += s.ask(w.request())
		if len(line) == perLine {
			found.Random = append(found.Random, line)
			line = ""
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	if err := out.Encode(found); err != nil {
		panic(err)
	}
}
