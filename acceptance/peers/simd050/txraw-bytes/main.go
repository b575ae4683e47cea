// Command txraw-bytes signs requested transactions with the Cosmos SDK's own code. It reads one
// JSON object a line from standard input,
//
//	{"mode": "direct", "key": HEX, "account_number": "1", "sequence": "2",
//	 "timeout_height": "0",
//	 "request": {"chain_id": …, "fee": …, "memo": …, "msgs": [{"type": URL, "value": {…}}]}}
//
// where the mode is `direct` or `amino-json`, and writes each again with "tx", the signed bytes
// that a chain would take, in hex.
package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"

	"github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module/testutil"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
	authz "github.com/cosmos/cosmos-sdk/x/authz/module"
	"github.com/cosmos/cosmos-sdk/x/bank"
	"github.com/cosmos/cosmos-sdk/x/distribution"
	"github.com/cosmos/cosmos-sdk/x/gov"
	"github.com/cosmos/cosmos-sdk/x/staking"
)

type line struct {
	Mode          string  `json:"mode"`
	Key           string  `json:"key"`
	AccountNumber string  `json:"account_number"`
	Sequence      string  `json:"sequence"`
	TimeoutHeight string  `json:"timeout_height"`
	Request       request `json:"request"`
}

type request struct {
	ChainID string `json:"chain_id"`
	Fee     struct {
		Amount sdk.Coins `json:"amount"`
		Gas    string    `json:"gas"`
	} `json:"fee"`
	Memo string `json:"memo"`
	Msgs []struct {
		Type  string                     `json:"type"`
		Value map[string]json.RawMessage `json:"value"`
	} `json:"msgs"`
}

var modes = map[string]signing.SignMode{
	"direct":     signing.SignMode_SIGN_MODE_DIRECT,
	"amino-json": signing.SignMode_SIGN_MODE_LEGACY_AMINO_JSON,
}

var config = testutil.MakeTestEncodingConfig(
	authz.AppModuleBasic{}, bank.AppModuleBasic{}, distribution.AppModuleBasic{},
	gov.AppModuleBasic{}, staking.AppModuleBasic{},
)

func number(text string) uint64 {
	value, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func messages(r request) ([]sdk.Msg, error) {
	var msgs []sdk.Msg
	for _, m := range r.Msgs {
		m.Value["@type"], _ = json.Marshal(m.Type)
		raw, err := json.Marshal(m.Value)
		if err != nil {
			return nil, err
		}
		var msg sdk.Msg
		if err := config.Codec.UnmarshalInterfaceJSON(raw, &msg); err != nil {
			return nil, err
		}
		msgs = append(msgs, msg)
	}
	return msgs, nil
}

func sign(l line) (string, error) {
	raw, err := hex.DecodeString(l.Key)
	if err != nil {
		return "", err
	}
	key := &secp256k1.PrivKey{Key: raw}
	msgs, err := messages(l.Request)
	if err != nil {
		return "", err
	}
	b := config.TxConfig.NewTxBuilder()
	if err := b.SetMsgs(msgs...); err != nil {
		return "", err
	}
	b.SetMemo(l.Request.Memo)
	b.SetFeeAmount(l.Request.Fee.Amount)
	b.SetGasLimit(number(l.Request.Fee.Gas))
	b.SetTimeoutHeight(number(l.TimeoutHeight))
	mode, sequence := modes[l.Mode], number(l.Sequence)
	// The signer is part of what is signed, so it stands there before its signature does.
	empty := signing.SignatureV2{
		PubKey:   key.PubKey(),
		Data:     &signing.SingleSignatureData{SignMode: mode},
		Sequence: sequence,
	}
	if err := b.SetSignatures(empty); err != nil {
		return "", err
	}
	signer := authsigning.SignerData{
		Address:       sdk.AccAddress(key.PubKey().Address()).String(),
		ChainID:       l.Request.ChainID,
		AccountNumber: number(l.AccountNumber),
		Sequence:      sequence,
		PubKey:        key.PubKey(),
	}
	signed, err := tx.SignWithPrivKey(
		context.Background(), mode, signer, b, key, config.TxConfig, sequence)
	if err != nil {
		return "", err
	}
	if err := b.SetSignatures(signed); err != nil {
		return "", err
	}
	encoded, err := config.TxConfig.TxEncoder()(b.GetTx())
	return hex.EncodeToString(encoded), err
}

func run() error {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	for count := 1; in.Scan(); count++ {
		var l line
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return fmt.Errorf("line %d: %w", count, err)
		}
		encoded, err := sign(l)
		if err != nil {
			return fmt.Errorf("line %d: %w", count, err)
		}
		text := in.Text()
		fmt.Fprintf(out, "%s,\"tx\":\"%s\"}\n", text[:len(text)-1], encoded)
	}
	if err := in.Err(); err != nil {
		return err
	}
	return out.Flush()
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "txraw-bytes:", err)
		os.Exit(1)
	}
}
