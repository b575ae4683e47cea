package countersign.acceptance.tx;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Terra's chain, and a home whose account may vote on prices there.
final class TerraFeeder implements AutoCloseable {
    private static final long FUNDS = 1_000_000;

    private final RealChain chain;
    private final StdTxChain terra;
    private final TxSignerHome home;

    private TerraFeeder(RealChain chain, StdTxChain terra, TxSignerHome home) {
        this.chain = chain;
        this.terra = terra;
        this.home = home;
    }

    /// On columbus-3, with a block as often as `timeoutCommit` says.
    static TerraFeeder start(Path folder, String timeoutCommit) throws IOException {
        return start(StdTxChain.Version.COLUMBUS_3, folder, timeoutCommit);
    }

    /// The same on another one of Terra's chains.
    static TerraFeeder start(StdTxChain.Version version, Path folder, String timeoutCommit)
            throws IOException {
        StdTxChain terra = new StdTxChain(version, folder.resolve("chain"));
        RealChain chain = RealChain.init(terra, timeoutCommit);
        try {
            chain.start();
            TxSignerHome home =
                    TxSignerHome.create(folder.resolve("signer"), chain.chainId(), "terra");
            chain.fund(home.account(), FUNDS);
            chain.act(() -> terra.setFeeder(chain.port(), home.account()));
            return new TerraFeeder(chain, terra, home);
        } catch (IOException | RuntimeException | Error e) {
            chain.close();
            throw e;
        }
    }

    RealChain chain() {
        return chain;
    }

    StdTxChain terra() {
        return terra;
    }

    TxSignerHome home() {
        return home;
    }

    String account() {
        return home.account();
    }

    /// How many transactions of the account the chain has taken.
    long sequence() {
        return chain.standing(account()).sequence();
    }

    /// Configures the transaction signer as tmkms' own documentation does: its schema as it stands,
    /// its section with this account, this service, this node and this interval in their places.
    void configure(HttpService service, String rpc, String interval) throws IOException {
        configure(service.uri("/oracles/terra"), rpc, interval);
    }

    /// The same with any service.
    void configure(URI service, String rpc, String interval) throws IOException {
        Path schema = schema();
        Files.writeString(schema, TxSignerHome.resource(schema.getFileName().toString()));
        String number = chain.standing(account()).number();
        home.configure(
                TxSignerHome.resource("tx_signer.toml")
                        .replace("columbus-3", chain.chainId())
                        .replace("/path/to/terra_schema.toml", schema.toString())
                        .replace("terra13tdvxsauagu33glu74u93mdka7ahvm5a6yfr76", account())
                        .replace("101072", number)
                        .replace("blocks = 5", interval)
                        .replace("http://127.0.0.1:23456/oracles/terra", service.toString())
                        .replace("tcp://10.0.0.4:26657", rpc)
                        .replace(
                                "/path/to/terra-account-seq.json", home.sequenceFile().toString()));
    }

    /// Adds to the schema.
    void describe(String definition) throws IOException {
        Files.writeString(schema(), definition, StandardOpenOption.APPEND);
    }

    private Path schema() {
        return home.file(
                switch (terra.version()) {
                    case COLUMBUS_3 -> "terra_schema.toml";
                    case COLUMBUS_4 -> "terra4_schema.toml";
                    case SIMAPP -> throw new AssertionError("nobody votes on prices there");
                });
    }

    /// A prevote, with `memo` to know it by.
    String prevote(String memo) throws IOException {
        return transaction(
                memo,
                """
                {"type":"oracle/MsgExchangeRatePrevote","value":{"denom":"ukrw","feeder":"%s",\
                "hash":"14bc5a27dda9af35872bf768d12d0d976cabc52b","validator":"%s"}}\
                """
                        .formatted(account(), terra.validator()));
    }

    /// A vote on what was never promised: the chain takes it and fails to execute it.
    String voteWithoutPrevote(String memo) throws IOException {
        return transaction(
                memo,
                """
                {"type":"oracle/MsgExchangeRateVote","value":{"denom":"uusd","feeder":"%s",\
                "exchange_rate":"1.000000000000000000","salt":"1234","validator":"%s"}}\
                """
                        .formatted(account(), terra.validator()));
    }

    /// Another account's leave to vote in the validator's place.
    String consent(String memo) throws IOException {
        return transaction(
                memo,
                """
                {"type":"oracle/MsgDelegateFeedConsent","value":{"operator":"%s","delegate":"%s"}}\
                """
                        .formatted(terra.validator(), account()));
    }

    /// A transaction of one message.
    static String transaction(String memo, String message) {
        return """
        {"chain_id":"columbus-3","fee":{"amount":[],"gas":"200000"},"memo":"%s","msgs":[%s]}\
        """
                .formatted(memo, message);
    }

    @Override
    public void close() {
        chain.close();
    }
}
