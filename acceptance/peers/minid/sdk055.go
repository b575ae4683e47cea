//go:build sdk055

package main

import (
	"errors"

	"cosmossdk.io/log/v2"
	db "github.com/cosmos/cosmos-db"

	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/runtime"
	"github.com/cosmos/cosmos-sdk/server"
	servertypes "github.com/cosmos/cosmos-sdk/server/types"
	"github.com/cosmos/cosmos-sdk/testutil/configurator"
)

type logger = log.Logger

var furtherModules []configurator.ModuleOption

func silent() logger { return log.NewNopLogger() }

func build(c chain, disk db.DB, options ...func(*baseapp.BaseApp)) *runtime.App {
	return c.builder.Build(disk, options...)
}

func create(
	log logger, disk db.DB, options servertypes.AppOptions,
) servertypes.Application {
	app := build(must(newChain(log, options)), disk, server.DefaultBaseappOptions(options)...)
	if err := app.Load(true); err != nil {
		panic(err)
	}
	return app
}

func export(
	logger, db.DB, int64, bool, []string, servertypes.AppOptions, []string,
) (servertypes.ExportedApp, error) {
	return servertypes.ExportedApp{}, errors.New("minid exports nothing")
}
