//go:build !sdk055

package main

import (
	"errors"
	"io"

	"cosmossdk.io/log"
	db "github.com/cosmos/cosmos-db"

	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/runtime"
	"github.com/cosmos/cosmos-sdk/server"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/testutil/configurator"

	_ "github.com/cosmos/cosmos-sdk/x/params"
)

type logger = log.Logger

var furtherModules = []configurator.ModuleOption{configurator.ParamsModule()}

func silent() logger { return log.NewNopLogger() }

func build(c chain, disk db.DB, options ...func(*baseapp.BaseApp)) *runtime.App {
	return c.builder.Build(disk, io.Discard, options...)
}

func create(
	log logger, disk db.DB, _ io.Writer, options servertypes.AppOptions,
) servertypes.Application {
	app := build(must(newChain(log, options)), disk, server.DefaultBaseappOptions(options)...)
	if err := app.Load(true); err != nil {
		panic(err)
	}
	return app
}

func export(
	logger, db.DB, io.Writer, int64, bool, []string, servertypes.AppOptions, []string,
) (servertypes.ExportedApp, error) {
	return servertypes.ExportedApp{}, errors.New("minid exports nothing")
}
