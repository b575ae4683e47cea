package countersign.tx;

import countersign.bytes.Bytes;
import countersign.consensus.Bech32;
import countersign.tx.text.GoJson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Values by chance, in JSON.
public final class Chance {
    private static final String[] PIECES = {
        "", "a", "Z", "0", "<", ">", "&", "\"", "\\", "/", "'", "\u2028", "\u2029", "ä", "€", "😀",
        "\n", "\r", "\t", " ", "\ufffd", "\u0300", "{}", "null"
    };

    private final RandomGenerator random;

    public Chance(RandomGenerator random) {
        this.random = random;
    }

    public RandomGenerator random() {
        return random;
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return GoJson.text(text.toString());
    }

    public String bool() {
        return Boolean.toString(random.nextBoolean());
    }

    /// Of up to `bits` bits, within quotes; each length is as likely.
    public String whole(int bits, boolean signed) {
        return "\"" + number(bits, signed) + "\"";
    }

    public BigInteger number(int bits, boolean signed) {
        byte[] bytes = new byte[bits / Byte.SIZE];
        random.nextBytes(bytes);
        BigInteger number = new BigInteger(1, bytes).shiftRight(random.nextInt(bits + 1));
        return signed && random.nextBoolean()
                ? number.shiftRight(1).negate()
                : number.shiftRight(signed ? 1 : 0);
    }

    public String decimal() {
        BigInteger scaled = number(304, true);
        return "\"" + new BigDecimal(scaled, 18).toPlainString() + "\"";
    }

    public String address(String prefix) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return "\"" + Bech32.encode(prefix, Bytes.of(bytes)) + "\"";
    }

    public String base64() {
        byte[] bytes = new byte[1 + random.nextInt(9)];
        random.nextBytes(bytes);
        return "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
    }

    public String coin(String denom) {
        return "{\"denom\":\"%s\",\"amount\":%s}".formatted(denom, whole(256, false));
    }

    public String coins() {
        List<String> coins = new ArrayList<>();
        for (String denom : List.of("atom", "ibc/0AF", "stake")) {
            String coin = coin(denom);
            if (random.nextBoolean() && !coin.contains("\"0\"")) {
                coins.add(coin);
            }
        }
        return GoJson.list(coins);
    }

    /// One to four of them.
    public String list(Supplier<String> item) {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            items.add(item.get());
        }
        return GoJson.list(items);
    }
}
