package countersign.provider.yubihsm.wire;

import java.util.Locale;

/// Constants as Yubico's tools spell them.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
