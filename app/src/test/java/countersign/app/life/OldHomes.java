package countersign.app.life;

import countersign.app.Cli;

/// Homes of other signers as their programs and guides leave them, in the folder `old`.
final class OldHomes {
    /// The address of [Cli#PRIV_VALIDATOR_KEY].
    static final String IMPORTED_ADDRESS = "275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097";

    private static final String IDENTITY = "dGVzdGtleXRlc3RrZXl0ZXN0a2V5dGVzdGtleTEyMzQ=";

    private OldHomes() {}

    static void tmkms(Cli cli) {
        cli.write("old/secrets/osmosis-1-consensus.key", Cli.KEY_FILE);
        cli.write("old/secrets/kms-identity.key", IDENTITY);
        cli.write(
                "old/state/osmosis-1-consensus.json",
                """
                {"height":"347290","round":"1","step":1,"block_id":{"hash":"","parts":{"total":0,\
                "hash":""}}}\
                """);
        cli.write(
                "old/tmkms.toml",
                """
                # Tendermint KMS configuration file

                ## Chain Configuration

                [[chain]]
                id = "osmosis-1"
                key_format = { type = "cosmos-json" }
                state_file = "%1$s/old/state/osmosis-1-consensus.json" # where the state is

                [[providers.softsign]]
                chain_ids = ["osmosis-1"]
                key_type = "consensus"
                # path = "%1$s/old/secrets/osmosis-1-consensus.key"
                path = '%1$s/old/secrets/osmosis-1-consensus.key'

                [[validator]]
                chain_id = "osmosis-1"
                addr = "tcp://10.0.0.5:26658"
                secret_key = "secrets/kms-identity.key"
                reconnect = true
                """
                        .formatted(cli.directory()));
    }

    static void tmkmsLight(Cli cli) {
        cli.write("old/secrets/secret.key", Cli.KEY_FILE);
        cli.write("old/secrets/id.key", IDENTITY);
        cli.write(
                "old/state/priv_validator_state.json",
                "{\"height\":\"1221\",\"round\":\"0\",\"step\":2,\"block_id\":null}");
        cli.write(
                "old/tmkms.toml",
                """
                address = "tcp://10.0.0.5:26658"
                chain_id = "crypto-org-chain-mainnet-1"
                max_height = "9000000"
                consensus_key_path = "secrets/secret.key"
                id_key_path = "secrets/id.key"
                state_file_path = "state/priv_validator_state.json"
                timeout = 5
                retry = true
                """);
    }

    static void horcrux(Cli cli) {
        cli.write("old/kaiyo-1_priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);
        cli.write(
                "old/config.yaml",
                """
                signMode: single
                chainNodes:
                - privValAddr: tcp://10.0.0.5:1234
                - privValAddr: tcp://10.0.0.6:1234
                debugAddr: ""
                grpcAddr: ""
                maxReadSize: 1048576
                """);
        // Without cosigners it writes as CometBFT does.
        cli.write(
                "old/state/kaiyo-1_priv_validator_state.json",
                "{\"height\":\"812\",\"round\":0,\"step\":2}");
        cli.write("old/state/kaiyo-1_share_sign_state.json", horcruxState(812, 3));
    }

    static void horcruxCosigner(Cli cli) {
        cli.write(
                "old/config.yaml",
                """
                signMode: threshold
                thresholdMode:
                  threshold: 2
                  cosigners:
                  - shardID: 3
                    p2pAddr: tcp://127.0.0.1:2224
                  - shardID: 1
                    p2pAddr: tcp://127.0.0.1:2222
                  - shardID: 2
                    p2pAddr: tcp://127.0.0.1:2223
                  grpcTimeout: 1000ms
                  raftTimeout: 1000ms
                chainNodes:
                - privValAddr: tcp://127.0.0.1:1234
                debugAddr: ""
                grpcAddr: ""
                maxReadSize: 1048576
                """);
        cli.write("old/kaiyo-1_shard.json", "{\"pubKey\":\"\",\"privateShard\":\"\",\"id\":3}");
        cli.write("old/state/kaiyo-1_share_sign_state.json", horcruxState(812, 3));
    }

    private static String horcruxState(long height, int step) {
        return """
        {
          "height": "%d",
          "round": "0",
          "step": %d,
          "nonce_public": null
        }
        """
                .formatted(height, step);
    }

    static void cosmosKms(Cli cli) {
        cli.write("old/keys/hub.json", Cli.PRIV_VALIDATOR_KEY);
        cli.write("old/state/cosmoshub-4.json", "{\"height\":\"5000\",\"round\":0,\"step\":3}");
        cli.write(
                "old/kms.yaml",
                """
                # cosmos kms
                chains:
                  - id: cosmoshub-4
                    state_file: ""
                validators:
                  - chain_id: cosmoshub-4
                    addr: tcp://10.0.0.5:26659
                    identity_key: identity.json
                    reconnect: true
                keys:
                  - chain_ids: [cosmoshub-4]
                    backend: file
                    algorithm: ed25519
                    key_file: keys/hub.json
                grpc:
                  listen: 127.0.0.1:9090
                """);
    }

    static void node(Cli cli) {
        cli.write("old/config/priv_validator_key.json", Cli.PRIV_VALIDATOR_KEY);
        cli.write(
                "old/config/genesis.json",
                "{\"genesis_time\": \"x\", \"app_state\": {\"chain_id\": \"no\"},"
                        + " \"chain_id\": \"theta-testnet-001\"}");
        cli.write(
                "old/data/priv_validator_state.json",
                "{\n  \"height\": \"36\",\n  \"round\": 0,\n  \"step\": 3\n}");
        cli.write(
                "old/config/config.toml",
                """
                proxy_app = "tcp://127.0.0.1:26658"
                moniker = "me"
                priv_validator_key_file = "config/priv_validator_key.json"
                priv_validator_state_file = "data/priv_validator_state.json"
                priv_validator_laddr = ""

                [rpc]
                laddr = "tcp://127.0.0.1:26657"
                """);
    }
}
