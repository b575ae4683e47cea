// Terra's core as it ran columbus-4: Cosmos SDK v0.39 on Tendermint v0.33.
module countersign/peers/terra046

go 1.16

require github.com/terra-project/core v0.4.6

replace (
	bou.ke/monkey => ./monkey
	github.com/CosmWasm/go-cosmwasm => github.com/terra-project/go-cosmwasm v0.10.4
	github.com/cosmos/ledger-cosmos-go => github.com/terra-project/ledger-terra-go v0.11.1-terra
	github.com/keybase/go-keychain => github.com/99designs/go-keychain v0.0.0-20191008050251-8e49817e8af4
)
