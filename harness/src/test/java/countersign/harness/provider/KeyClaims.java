package countersign.harness.provider;

import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.Provider;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a key is before it signs, and after.
final class KeyClaims {
    private static final int OPENS = 3;

    private KeyClaims() {}

    static Map<String, ProviderContract.Body> all() {
        Map<String, ProviderContract.Body> claims = new LinkedHashMap<>();
        claims.put("the public keys are the same at every open", KeyClaims::sameKeys);
        claims.put("no two handles are of one key", KeyClaims::distinctKeys);
        claims.put("every handle has its provider's name", KeyClaims::names);
        claims.put("a closed key signs nothing, and can be opened again", KeyClaims::closed);
        claims.put("nothing that prints itself shows a secret", KeyClaims::printed);
        return claims;
    }

    private static void sameKeys(Bench bench) throws Exception {
        List<PublicKey> first = publicKeys(bench.open());
        for (int i = 1; i < OPENS; i++) {
            Demand.that(publicKeys(bench.open()).equals(first), "the keys are others");
        }
    }

    private static void distinctKeys(Bench bench) throws Exception {
        List<PublicKey> keys = publicKeys(bench.open());
        Demand.that(new HashSet<>(keys).size() == keys.size(), "one key is there twice");
    }

    private static void names(Bench bench) throws Exception {
        String name = bench.subject().provider().name();
        for (KeyHandle key : bench.open()) {
            Demand.that(key.provider().equals(name), key.provider() + " instead of " + name);
        }
    }

    private static void closed(Bench bench) throws Exception {
        KeyHandle key = bench.take();
        PermittedVotes votes = new PermittedVotes(bench, key);
        votes.signs(bench.vote());
        votes.close();
        Demand.failure("signing with a closed key", () -> votes.sign(bench.vote()));
        bench.signs(bench.key(), Bench.bytes(bench.vote()));
    }

    private static void printed(Bench bench) throws Exception {
        Provider provider = bench.subject().provider();
        List<String> printed = List.of(provider.toString(), bench.key().limits().toString());
        Secrets.demandNoneIn(printed, bench.subject().secrets());
    }

    private static List<PublicKey> publicKeys(List<KeyHandle> keys) {
        return keys.stream().map(KeyHandle::publicKey).toList();
    }
}
