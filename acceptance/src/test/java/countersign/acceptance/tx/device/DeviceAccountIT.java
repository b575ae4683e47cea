package countersign.acceptance.tx.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.acceptance.Child;
import countersign.acceptance.tx.HttpService;
import countersign.acceptance.tx.RealChain.Executed;
import countersign.acceptance.tx.Requests;
import countersign.acceptance.tx.SimappAccount;
import countersign.acceptance.tx.TxSignerHome;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An account whose key was made in a device and stays there.
final class DeviceAccountIT {
    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(AccountDevice.class)
    void paymentsSignedInADevice_areExecuted(
            AccountDevice device, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        Requests requests = new Requests();
        try (AccountDevice.Held held = device.start(folder.resolve("device"));
                SimappAccount account =
                        SimappAccount.start(
                                folder,
                                (directory, chain, prefix) ->
                                        TxSignerHome.of(
                                                held.program(directory),
                                                chain,
                                                prefix,
                                                held.section().apply(chain)));
                HttpService service = HttpService.start(requests)) {
            account.configure(service, "direct");
            List<String> memos = List.of("first of a device", "second of a device");
            requests.ask(account.payment(memos.getFirst(), 123));
            requests.ask(account.payment(memos.getLast(), 500));
            try (Child signer = account.home().start()) {
                account.chain().awaitExecuted(memos.getLast(), signer);
            }
            for (String memo : memos) {
                List<Executed> executed = account.chain().executed(memo);
                assertEquals(List.of(0), executed.stream().map(Executed::code).toList(), memo);
            }
            assertEquals(2, account.sequence(), "transactions of the account");
        }
    }
}
