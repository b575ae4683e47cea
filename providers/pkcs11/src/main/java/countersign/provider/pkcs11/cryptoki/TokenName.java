package countersign.provider.pkcs11.cryptoki;

import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.util.List;
import java.util.stream.Collectors;

/// Which token of a module is meant.
public sealed interface TokenName {
    /// The one with this label, in whichever slot it is.
    record Label(String label) implements TokenName {
        @Override
        public String toString() {
            return "the token `" + label + "`";
        }
    }

    /// The one in the slot with this id, whatever its label.
    record Slot(long id) implements TokenName {
        @Override
        public String toString() {
            return "the token in slot " + id;
        }
    }

    /// The one of `tokens` that is meant; it must be one.
    default TokenFacts among(List<TokenFacts> tokens) throws ProviderException {
        List<TokenFacts> meant = tokens.stream().filter(this::means).toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        if (meant.isEmpty()) {
            String there =
                    tokens.stream()
                            .filter(TokenFacts::isInitialized)
                            .map(token -> "`" + token.label() + "` in slot " + token.slot())
                            .collect(Collectors.joining(", "));
            throw new ProviderException(
                    Outcome.UNREACHED,
                    this + " is not there",
                    there.isEmpty()
                            ? "the module sees no token at all: is the device plugged in, and may"
                                    + " this user reach it?"
                            : "there are: " + there);
        }
        throw new ProviderException(
                this + " is there " + meant.size() + " times",
                "choose by `slot` instead of `token_label`, or give each token its own label");
    }

    private boolean means(TokenFacts token) {
        return switch (this) {
            case Label(String label) -> token.isInitialized() && token.label().equals(label);
            case Slot(long id) -> token.slot() == id;
        };
    }
}
