package countersign.provider.yubihsm.wire;

import countersign.bytes.Check;

/// What is said of every object that is made.
///
/// @param id 1 to 65534; with 0 the device picks one
/// @param label at most 40 bytes in UTF-8
/// @param domains a mask: the lowest bit is domain 1, the highest domain 16
/// @param capabilities see [Capability#mask]
public record NewObject(int id, String label, int domains, long capabilities) {
    /// Domain 1 alone, where tmkms keeps its keys.
    public static final int DOMAIN_1 = 1;

    /// Every domain.
    public static final int ALL_DOMAINS = 0xffff;

    public NewObject {
        Check.that(id >= 0 && id <= 0xffff, "an object id has two bytes");
        Check.that(domains > 0 && domains <= ALL_DOMAINS, "an object is in a domain");
    }

    /// Id, label, domains and capabilities, in the order in which every command begins with them.
    public Writer writer() {
        return new Writer().u16(id).label(label).u16(domains).mask(capabilities);
    }
}
