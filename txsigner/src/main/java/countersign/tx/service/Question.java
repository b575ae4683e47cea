package countersign.tx.service;

import countersign.bytes.Bytes;
import countersign.json.JsonWriter;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.TxResult;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a service of the later dialect is sent, in tmkms' order of members.
final class Question {
    private Question() {}

    static Bytes of(ServiceSettings settings, ChainStatus status, Optional<LastTx> last) {
        String json =
                new JsonWriter()
                        .text("network", settings.chain().value())
                        .text("context", settings.context())
                        .raw("status", status(status))
                        .raw("last_tx_response", last.map(Question::last).orElse("null"))
                        .done();
        return Bytes.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String status(ChainStatus status) {
        return new JsonWriter()
                .text("latest_block_hash", status.blockHash())
                .text("latest_app_hash", status.appHash())
                .wholeInText("latest_block_height", status.height())
                .text("latest_block_time", status.time())
                .flag("catching_up", status.catchingUp())
                .done();
    }

    private static String last(LastTx last) {
        return new JsonWriter()
                .raw("check_tx", result(last.check()))
                .raw("deliver_tx", result(last.deliver()))
                .text("hash", last.hash().upperHex())
                .wholeInText("height", last.height())
                .done();
    }

    private static String result(TxResult result) {
        return new JsonWriter()
                .whole("code", result.code())
                .text("data", result.data())
                .text("log", result.log())
                .text("info", result.message().info())
                .wholeInText("gas_wanted", result.gas().wanted())
                .wholeInText("gas_used", result.gas().used())
                .raw("events", result.events())
                .text("codespace", result.codespace())
                // What no application fills in, and tmkms' library reads and writes nevertheless.
                .text("sender", "")
                .text("priority", "0")
                .text("mempool_error", "")
                .done();
    }
}
