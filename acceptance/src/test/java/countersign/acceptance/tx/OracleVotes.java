package countersign.acceptance.tx;

import countersign.acceptance.tx.HttpService.Answer;
import countersign.acceptance.tx.HttpService.Asked;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The price service of a validator of Terra's chain. In each voting period it promises a price of
/// every kind of money (a prevote, which has only the hash of it) and tells the price that it
/// promised in the period before (a vote).
final class OracleVotes implements HttpService.Answers {
    static final List<String> DENOMS = List.of("ukrw", "usdr", "uusd");

    /// In blocks.
    private static final int PERIOD = 5;

    private static final int HASH_BYTES = 20;

    /// Behind the point of a price.
    private static final int DIGITS = 18;

    private static final int DIGITS_KEPT = 9;
    private static final String SALT = "1234";

    private final RealChain chain;
    private final String feeder;
    private final String validator;
    private final Map<String, String> promised = new ConcurrentHashMap<>();

    OracleVotes(RealChain chain, StdTxChain terra, String feeder) throws IOException {
        this.chain = chain;
        this.feeder = feeder;
        this.validator = terra.validator();
    }

    @Override
    public Answer to(Asked asked) {
        long period = (chain.height() + 1) / PERIOD;
        List<String> messages = new ArrayList<>();
        // Votes come first: a prevote replaces the one that its vote would have told.
        for (String denom : DENOMS) {
            for (JsonNode prevote : prevotes(denom)) {
                String price = promised.get(prevote.path("hash").asString(""));
                long made = Long.parseLong(prevote.path("submit_block").asString("0")) / PERIOD;
                if (price != null && made + 1 == period) {
                    messages.add(vote(denom, price));
                }
            }
        }
        for (String denom : DENOMS) {
            messages.add(prevote(denom, price(denom, asked.number())));
        }
        return Answer.ok(
                """
                {"status":"ok","tx":[{"chain_id":"%s",\
                "fee":{"amount":[],"gas":"500000"},"memo":"oracle vote","msgs":[%s]}]}
                """
                        .formatted(chain.chainId(), String.join(",", messages)));
    }

    /// Whether this price was promised, for what it is the price of. Columbus-4 divides each by the
    /// price of another denomination and multiplies again, which costs the last digits.
    boolean promised(String denom, String price) {
        String near =
                new BigDecimal(price)
                        .setScale(DIGITS_KEPT, RoundingMode.HALF_UP)
                        .setScale(DIGITS)
                        .toPlainString();
        return near.equals(promised.get(hash(denom, near)));
    }

    /// The one that the chain has, if any.
    private JsonNode prevotes(String denom) {
        String argument = "{\"Voter\":\"" + validator + "\",\"Denom\":\"" + denom + "\"}";
        return chain.query("custom/oracle/prevotes", argument);
    }

    private static String price(String denom, int round) {
        return (DENOMS.indexOf(denom) + 1) * 1000 + round + ".500000000000000000";
    }

    private String vote(String denom, String price) {
        return """
        {"type":"oracle/MsgExchangeRateVote","value":{"exchange_rate":"%s","salt":"%s",\
        "denom":"%s","feeder":"%s","validator":"%s"}}\
        """
                .formatted(price, SALT, denom, feeder, validator);
    }

    private String prevote(String denom, String price) {
        String hash = hash(denom, price);
        promised.put(hash, price);
        return """
        {"type":"oracle/MsgExchangeRatePrevote","value":{"denom":"%s","feeder":"%s",\
        "hash":"%s","validator":"%s"}}\
        """
                .formatted(denom, feeder, hash, validator);
    }

    private String hash(String denom, String price) {
        String told = String.join(":", SALT, price, denom, validator);
        try {
            byte[] all =
                    MessageDigest.getInstance("SHA-256")
                            .digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
