package countersign.tx;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// Known answers and requests from JSON.
public final class Samples {
    private Samples() {}

    public static String file(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            byte[] contents = Objects.requireNonNull(in, name).readAllBytes();
            return new String(contents, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Bytes base64(String text) {
        return Bytes.of(Base64.getMimeDecoder().decode(text));
    }

    public static PublicKey key(String base64) {
        return new PublicKey(KeyType.SECP256K1, base64(base64));
    }

    public static JsonValue json(String text) {
        try {
            return JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new IllegalArgumentException(e.what(), e);
        }
    }

    /// What stands at a path such as `value.msg.0.type`.
    public static JsonValue at(JsonValue root, String path) {
        JsonValue found = root;
        for (String step : path.split("\\.")) {
            found =
                    switch (found) {
                        case JsonValue.Members members ->
                                Objects.requireNonNull(members.values().get(step), path);
                        case JsonValue.Items items -> items.values().get(Integer.parseInt(step));
                        case JsonValue.Text _, JsonValue.Numeral _, JsonValue.Word _ ->
                                throw new IllegalArgumentException(path);
                    };
        }
        return found;
    }

    public static String textAt(JsonValue root, String path) {
        return ((JsonValue.Text) at(root, path)).value();
    }

    /// A request as tmkms' services write it.
    public static TxRequest request(String text) {
        JsonValue root = json(text);
        return request(
                textAt(root, "chain_id"), at(root, "fee"), textAt(root, "memo"), at(root, "msgs"));
    }

    /// A request of a signed `StdTx`.
    public static TxRequest request(String chain, JsonValue fee, String memo, JsonValue messages) {
        List<TxRequest.Asked> asked = new ArrayList<>();
        for (JsonValue message : ((JsonValue.Items) messages).values()) {
            JsonValue value = at(message, "value");
            asked.add(
                    new TxRequest.Asked(
                            message.at(), textAt(message, "type"), (JsonValue.Members) value));
        }
        return new TxRequest(new ChainId(chain), fee(fee), memo, asked);
    }

    public static Fee fee(JsonValue fee) {
        List<Coin> coins = new ArrayList<>();
        for (JsonValue coin : ((JsonValue.Items) at(fee, "amount")).values()) {
            coins.add(new Coin(textAt(coin, "denom"), new BigInteger(textAt(coin, "amount"))));
        }
        return new Fee(coins, Long.parseLong(textAt(fee, "gas")));
    }
}
