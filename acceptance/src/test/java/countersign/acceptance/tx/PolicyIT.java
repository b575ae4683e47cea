package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.acceptance.Child;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/// A service asks for payments of all kinds. The chain executes those that the account's policy
/// allows, and never hears of another.
final class PolicyIT {
    /// As many as are asked for before the last of them is waited for.
    private static final int ROUND = 12;

    private static final int POLLS_AFTER = 3;

    /// What a payment may be, of which a policy allows the first two.
    private enum Kind {
        SMALL,
        LARGEST,
        TOO_LARGE,
        OF_OTHER_COINS,
        ASTRAY,
        FEE_TOO_HIGH,
        GAS_TOO_HIGH;

        boolean isAllowed() {
            return this == SMALL || this == LARGEST;
        }

        String of(SimappAccount account, String memo) throws IOException {
            return switch (this) {
                case SMALL -> account.payment(memo, 1);
                case LARGEST -> account.payment(memo, 500);
                case TOO_LARGE -> account.payment(memo, 501);
                case OF_OTHER_COINS ->
                        account.payment(memo, 2)
                                .replace(
                                        "\"denom\":\"stake\",\"amount\":\"2\"",
                                        "\"denom\":\"token\",\"amount\":\"2\"");
                case ASTRAY -> account.payment(memo, 1, account.home().account());
                case FEE_TOO_HIGH ->
                        account.payment(memo, 1).replace("\"amount\":\"10\"", "\"amount\":\"11\"");
                case GAS_TOO_HIGH ->
                        account.payment(memo, 1)
                                .replace("\"gas\":\"200000\"", "\"gas\":\"200001\"");
            };
        }
    }

    @Proof("T6")
    void paymentsOfAllKinds_onlyThoseAllowedExecuted(
            Figures figures, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        int payments = figures.size("payments asked for", ROUND, 30 * ROUND);
        Random random = new Random(6);
        Requests requests = new Requests();
        try (SimappAccount account = SimappAccount.start(folder);
                HttpService service = HttpService.start(requests)) {
            account.configure(service, "direct");
            int allowed = 0;
            try (Child signer = account.home().start()) {
                for (int i = 0; i < payments; i++) {
                    Kind kind = kind(i, random);
                    requests.ask(kind.of(account, memo(i, kind)));
                    allowed += kind.isAllowed() ? 1 : 0;
                    if (i % ROUND == ROUND - 1) {
                        account.chain().awaitExecuted(memo(i, kind), signer);
                    }
                }
                service.awaitMore(POLLS_AFTER, signer);
            }
            figures.found("allowed and executed", allowed);
            for (Kind kind : Kind.values()) {
                int executed = account.chain().executed(' ' + kind.name() + '.').size();
                figures.found("executed of " + kind, executed);
                assertEquals(kind.isAllowed(), executed > 0, kind::name);
            }
            assertEquals(allowed, account.sequence(), "transactions of the account");
        }
    }

    /// Every kind comes up in a round, whose last payment is one that can be waited for.
    private static Kind kind(int number, Random random) {
        int place = number % ROUND;
        if (place == ROUND - 1) {
            return Kind.SMALL;
        }
        Kind[] all = Kind.values();
        return place < all.length ? all[place] : all[random.nextInt(all.length)];
    }

    private static String memo(int number, Kind kind) {
        return "payment " + number + " " + kind + ".";
    }
}
