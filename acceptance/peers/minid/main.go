// Command minid is a small chain of the Cosmos SDK's current versions: accounts, coins, staking,
// and nothing more. The SDK's own simapp is no module that a proxy serves. Its commands are those
// of simd, as far as it has them.
//
// There is one program for two versions of the SDK; where they differ, sdk053.go and sdk055.go do.
package main

import (
	"context"
	"fmt"
	"os"

	"cosmossdk.io/depinject"
	"github.com/cometbft/cometbft/config"
	db "github.com/cosmos/cosmos-db"
	"github.com/spf13/cobra"

	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/client/keys"
	"github.com/cosmos/cosmos-sdk/codec"
	"github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/runtime"
	"github.com/cosmos/cosmos-sdk/server"
	servercmd "github.com/cosmos/cosmos-sdk/server/cmd"
	serverconfig "github.com/cosmos/cosmos-sdk/server/config"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/testutil/configurator"
	"github.com/cosmos/cosmos-sdk/testutil/sims"
	"github.com/cosmos/cosmos-sdk/types/module"
	auth "github.com/cosmos/cosmos-sdk/x/auth/types"
	bankcli "github.com/cosmos/cosmos-sdk/x/bank/client/cli"
	bank "github.com/cosmos/cosmos-sdk/x/bank/types"
	"github.com/cosmos/cosmos-sdk/x/genutil"
	genutilcli "github.com/cosmos/cosmos-sdk/x/genutil/client/cli"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"

	_ "github.com/cosmos/cosmos-sdk/x/auth"
	_ "github.com/cosmos/cosmos-sdk/x/auth/tx/config"
	_ "github.com/cosmos/cosmos-sdk/x/bank"
	_ "github.com/cosmos/cosmos-sdk/x/consensus"
	_ "github.com/cosmos/cosmos-sdk/x/mint"
	_ "github.com/cosmos/cosmos-sdk/x/staking"
)

const (
	variables = "MINID"
	home      = ".minid"
)

// What the SDK builds a chain of these modules from.
type chain struct {
	builder  *runtime.AppBuilder
	codec    codec.Codec
	amino    *codec.LegacyAmino
	tx       client.TxConfig
	registry types.InterfaceRegistry
	modules  module.BasicManager
}

func newChain(log logger, options servertypes.AppOptions) (c chain, err error) {
	modules := append([]configurator.ModuleOption{
		configurator.AuthModule(), configurator.BankModule(), configurator.StakingModule(),
		configurator.MintModule(), configurator.ConsensusModule(), configurator.GenutilModule(),
		configurator.TxModule(),
	}, furtherModules...)
	genesis := genutil.NewAppModuleBasic(genutiltypes.DefaultMessageValidator)
	err = depinject.Inject(
		depinject.Configs(
			configurator.NewAppConfig(modules...),
			depinject.Supply(log, options, map[string]module.AppModuleBasic{
				genutiltypes.ModuleName: genesis,
			})),
		&c.builder, &c.codec, &c.amino, &c.tx, &c.registry, &c.modules)
	return c, err
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// The commands need a chain that knows its types, and only `start` one that runs.
func typesOnly() chain {
	c := must(newChain(silent(), sims.NewAppOptionsWithFlagHome(os.TempDir())))
	if err := build(c, db.NewMemDB()).Load(true); err != nil {
		panic(err)
	}
	return c
}

func clientContext(c chain) client.Context {
	return client.Context{}.
		WithCodec(c.codec).
		WithInterfaceRegistry(c.registry).
		WithLegacyAmino(c.amino).
		WithTxConfig(c.tx).
		WithAccountRetriever(auth.AccountRetriever{}).
		WithInput(os.Stdin).
		WithViper(variables)
}

// Reads what the command line and the folder of the node say before any command runs.
func prepare(ctx client.Context) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		cmd.SetOut(cmd.OutOrStdout())
		told, err := client.ReadPersistentCommandFlags(
			ctx.WithCmdContext(cmd.Context()), cmd.Flags())
		if err != nil {
			return err
		}
		if err := client.SetCmdClientContextHandler(told, cmd); err != nil {
			return err
		}
		return server.InterceptConfigsPreRunHandler(
			cmd, serverconfig.DefaultConfigTemplate, serverconfig.DefaultConfig(),
			config.DefaultConfig())
	}
}

func group(name string, commands ...*cobra.Command) *cobra.Command {
	parent := &cobra.Command{Use: name, RunE: client.ValidateCmd}
	parent.AddCommand(commands...)
	return parent
}

// A query about one address, whose answer is printed in JSON.
func query[A interface {
	String() string
	ProtoMessage()
	Reset()
}](name string, ask func(context.Context, client.Context, string) (A, error)) *cobra.Command {
	cmd := &cobra.Command{Use: name + " ADDRESS", Args: cobra.ExactArgs(1)}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx, err := client.GetClientQueryContext(cmd)
		if err != nil {
			return err
		}
		answer, err := ask(cmd.Context(), ctx, args[0])
		if err != nil {
			return err
		}
		return ctx.WithOutput(os.Stdout).PrintProto(answer)
	}
	flags.AddQueryFlagsToCmd(cmd)
	return cmd
}

func account(ctx context.Context, c client.Context, address string) (
	*auth.QueryAccountInfoResponse, error) {
	return auth.NewQueryClient(c).
		AccountInfo(ctx, &auth.QueryAccountInfoRequest{Address: address})
}

func balances(ctx context.Context, c client.Context, address string) (
	*bank.QueryAllBalancesResponse, error) {
	return bank.NewQueryClient(c).
		AllBalances(ctx, &bank.QueryAllBalancesRequest{Address: address})
}

func main() {
	c := typesOnly()
	root := &cobra.Command{
		Use: "minid", SilenceUsage: true, PersistentPreRunE: prepare(clientContext(c)),
	}
	server.AddCommandsWithStartCmdOptions(root, home, create, export, server.StartCmdOptions{})
	root.AddCommand(
		genutilcli.InitCmd(c.modules, home),
		genutilcli.Commands(c.tx, c.modules, home),
		keys.Commands(),
		group("tx", bankcli.NewTxCmd(c.tx.SigningContext().AddressCodec())),
		group("query",
			group("auth", query("account", account)),
			group("bank", query("balances", balances))))
	if err := servercmd.Execute(root, variables, home); err != nil {
		fmt.Fprintln(os.Stderr, "minid:", err)
		os.Exit(1)
	}
}
