package countersign.provider.pkcs11;

import countersign.provider.pkcs11.cryptoki.TokenName;

/// Where a token is and how it is spoken to.
///
/// @param module the shared library of the token's vendor
/// @param eddsaParameters whether `CKM_EDDSA` gets a `CK_EDDSA_PARAMS`: some old modules want one
public record TokenSettings(TokenModule module, TokenName name, boolean eddsaParameters) {}
