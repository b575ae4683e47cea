// The Cosmos SDK's simapp of v0.39 on Tendermint v0.33: coins, staking and governance in amino.
module countersign/peers/sdk039

go 1.16

require (
	github.com/cosmos/cosmos-sdk v0.39.3
	github.com/spf13/cobra v1.0.0
	github.com/spf13/viper v1.6.3
	github.com/tendermint/tendermint v0.33.9
	github.com/tendermint/tm-db v0.5.2
)

replace github.com/keybase/go-keychain => github.com/99designs/go-keychain v0.0.0-20191008050251-8e49817e8af4
