// Command stdtx-bytes signs requested transactions with the chain's own code. It reads one JSON
// object a line from standard input,
//
//	{"key": HEX, "account_number": "1", "sequence": "2",
//	 "request": {"chain_id": …, "fee": …, "memo": …, "msgs": […]}}
//
// and writes each again with "tx", the signed bytes that the chain would take, in hex.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"

	"github.com/cosmos/cosmos-sdk/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/auth"
	"github.com/tendermint/tendermint/crypto/secp256k1"

	"github.com/terra-project/core/app"
	core "github.com/terra-project/core/types"
)

type line struct {
	Key           string  `json:"key"`
	AccountNumber string  `json:"account_number"`
	Sequence      string  `json:"sequence"`
	Request       request `json:"request"`
}

type request struct {
	ChainID string          `json:"chain_id"`
	Fee     json.RawMessage `json:"fee"`
	Memo    string          `json:"memo"`
	Msgs    json.RawMessage `json:"msgs"`
}

func sign(cdc *codec.Codec, l line) (string, error) {
	raw, err := hex.DecodeString(l.Key)
	if err != nil {
		return "", err
	}
	var key secp256k1.PrivKeySecp256k1
	copy(key[:], raw)
	number, err := strconv.ParseUint(l.AccountNumber, 10, 64)
	if err != nil {
		return "", err
	}
	sequence, err := strconv.ParseUint(l.Sequence, 10, 64)
	if err != nil {
		return "", err
	}
	var fee auth.StdFee
	if err := cdc.UnmarshalJSON(l.Request.Fee, &fee); err != nil {
		return "", err
	}
	var msgs []sdk.Msg
	if err := cdc.UnmarshalJSON(l.Request.Msgs, &msgs); err != nil {
		return "", err
	}
	memo := l.Request.Memo
	signature, err := key.Sign(
		auth.StdSignBytes(l.Request.ChainID, number, sequence, fee, msgs, memo))
	if err != nil {
		return "", err
	}
	signatures := []auth.StdSignature{{PubKey: key.PubKey(), Signature: signature}}
	tx, err := cdc.MarshalBinaryLengthPrefixed(auth.NewStdTx(msgs, fee, signatures, memo))
	return hex.EncodeToString(tx), err
}

func run() error {
	config := sdk.GetConfig()
	config.SetBech32PrefixForAccount(core.Bech32PrefixAccAddr, core.Bech32PrefixAccPub)
	config.SetBech32PrefixForValidator(core.Bech32PrefixValAddr, core.Bech32PrefixValPub)
	cdc := app.MakeCodec()
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	for count := 1; in.Scan(); count++ {
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return fmt.Errorf("line %d: %w", count, err)
		}
		tx, err := sign(cdc, l)
		if err != nil {
			return fmt.Errorf("line %d: %w", count, err)
		}
		text := in.Text()
		fmt.Fprintf(out, "%s,\"tx\":\"%s\"}\n", text[:len(text)-1], tx)
	}
	if err := in.Err(); err != nil {
		return err
	}
	return out.Flush()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "stdtx-bytes:", err)
		os.Exit(1)
	}
}
