package countersign.provider.pkcs11.cryptoki;

/// The attributes of objects that are asked for or written here, `CKA_…` of the standard.
public enum Attribute {
    CLASS(0x0),
    TOKEN(0x1),
    PRIVATE(0x2),
    LABEL(0x3),
    KEY_TYPE(0x100),
    ID(0x102),
    SENSITIVE(0x103),
    SIGN(0x108),
    VERIFY(0x10A),
    EXTRACTABLE(0x162),
    EC_PARAMS(0x180),
    EC_POINT(0x181),
    ALWAYS_AUTHENTICATE(0x202);

    public static final long PUBLIC_KEY = 2;
    public static final long PRIVATE_KEY = 3;

    private final long code;

    Attribute(long code) {
        this.code = code;
    }

    public long code() {
        return code;
    }
}
