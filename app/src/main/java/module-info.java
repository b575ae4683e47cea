/// The program: configuration, command line, logs. Imports every room; nothing imports it.
@org.jspecify.annotations.NullMarked
module countersign.app {
    requires static org.jspecify;
    requires countersign.harness;
    requires countersign.json;
    requires countersign.provider.pkcs11;
    requires countersign.provider.fortanix;
    requires countersign.provider.ledger;
    requires countersign.provider.softsign;
    requires countersign.provider.yubihsm;
    requires countersign.signer;
    requires countersign.txsigner;
    requires info.picocli;
    requires java.net.http;
    requires org.snakeyaml.engine;
    requires org.tomlj;
    requires tools.jackson.core;

    // picocli reads the commands' annotations.
    opens countersign.app.command to
            info.picocli;
    opens countersign.app.command.key to
            info.picocli;
    opens countersign.app.command.pkcs11 to
            info.picocli;
    opens countersign.app.command.device to
            info.picocli;
    opens countersign.app.command.state to
            info.picocli;
    opens countersign.app.command.tx to
            info.picocli;
    opens countersign.app.command.yubihsm to
            info.picocli;
}
