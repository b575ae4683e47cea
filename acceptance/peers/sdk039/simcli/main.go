// Command simcli is the command line of the Cosmos SDK's simapp v0.39, as far as tests need one.
package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/tendermint/tendermint/libs/cli"

	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/client/keys"
	"github.com/cosmos/cosmos-sdk/simapp"
	sdk "github.com/cosmos/cosmos-sdk/types"
	auth "github.com/cosmos/cosmos-sdk/x/auth/client/cli"
	bank "github.com/cosmos/cosmos-sdk/x/bank/client/cli"
)

func group(name string, commands ...*cobra.Command) *cobra.Command {
	parent := &cobra.Command{Use: name}
	parent.AddCommand(commands...)
	return parent
}

func main() {
	sdk.GetConfig().Seal()
	cdc := simapp.MakeCodec()
	root := group("simcli",
		keys.Commands(),
		group("tx", bank.SendTxCmd(cdc)),
		group("query", auth.GetAccountCmd(cdc)))
	root.PersistentFlags().String(flags.FlagChainID, "", "the chain's id")
	if err := cli.PrepareMainCmd(root, "SIMCLI", ".simcli").Execute(); err != nil {
		os.Exit(1)
	}
}
