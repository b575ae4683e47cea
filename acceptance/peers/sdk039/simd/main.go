// Command simd is the node of the Cosmos SDK's simapp v0.39, which the SDK has as a library only.
// Its commands are those that every chain of its time had.
package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/viper"
	abci "github.com/tendermint/tendermint/abci/types"
	"github.com/tendermint/tendermint/libs/cli"
	"github.com/tendermint/tendermint/libs/log"
	tm "github.com/tendermint/tendermint/types"
	db "github.com/tendermint/tm-db"

	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/server"
	"github.com/cosmos/cosmos-sdk/simapp"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/x/auth"
	"github.com/cosmos/cosmos-sdk/x/genutil"
	genesis "github.com/cosmos/cosmos-sdk/x/genutil/client/cli"
	"github.com/cosmos/cosmos-sdk/x/staking"
)

const home = ".simd"

var cdc = simapp.MakeCodec()

func create(logger log.Logger, disk db.DB, trace io.Writer) abci.Application {
	gas := baseapp.SetMinGasPrices(viper.GetString(server.FlagMinGasPrices))
	return simapp.NewSimApp(logger, disk, trace, true, map[int64]bool{}, 0, gas)
}

func export(
	log.Logger, db.DB, io.Writer, int64, bool, []string,
) (json.RawMessage, []tm.GenesisValidator, error) {
	return nil, nil, errors.New("simd exports nothing")
}

// Simapp left this one to the programs that were made from it.
func addAccount(file, address, coins string) error {
	owner, err := sdk.AccAddressFromBech32(address)
	if err != nil {
		return err
	}
	money, err := sdk.ParseCoins(coins)
	if err != nil {
		return err
	}
	modules, document, err := genutil.GenesisStateFromGenFile(cdc, file)
	if err != nil {
		return err
	}
	accounts := auth.GetGenesisStateFromAppState(cdc, modules)
	account := auth.NewBaseAccount(owner, money, nil, 0, 0)
	accounts.Accounts = auth.SanitizeGenesisAccounts(append(accounts.Accounts, account))
	modules[auth.ModuleName] = cdc.MustMarshalJSON(accounts)
	document.AppState = cdc.MustMarshalJSON(modules)
	return genutil.ExportGenesisFile(document, file)
}

func main() {
	sdk.GetConfig().Seal()
	ctx := server.NewDefaultContext()
	iterator := auth.GenesisAccountIterator{}
	root := &cobra.Command{Use: "simd", PersistentPreRunE: server.PersistentPreRunEFn(ctx)}
	root.AddCommand(
		genesis.InitCmd(ctx, cdc, simapp.ModuleBasics, home),
		genesis.GenTxCmd(
			ctx, cdc, simapp.ModuleBasics, staking.AppModuleBasic{}, iterator, home, home),
		genesis.CollectGenTxsCmd(ctx, cdc, iterator, home),
		&cobra.Command{
			Use:  "add-genesis-account ADDRESS COINS",
			Args: cobra.ExactArgs(2),
			RunE: func(_ *cobra.Command, args []string) error {
				ctx.Config.SetRoot(viper.GetString(cli.HomeFlag))
				return addAccount(ctx.Config.GenesisFile(), args[0], args[1])
			},
		})
	server.AddCommands(ctx, cdc, root, create, export)
	if err := cli.PrepareBaseCmd(root, "SIMD", home).Execute(); err != nil {
		os.Exit(1)
	}
}
