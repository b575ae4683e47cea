package countersign.provider.yubihsm.setup;

import countersign.bytes.Check;
import countersign.bytes.SecretBytes;

import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// HKD32, the derivation of tmkms: from one key of 32 bytes a key for every path.
///
/// Each component is an HMAC-SHA512 under the key so far. On the way its second half is the next
/// key; at the last component its first half is the result, so that no result is a key on the way.
final class Hkd32 {
    private static final int KEY_BYTES = 32;

    private Hkd32() {}

    /// The 32 bytes at `path`, which has a component. The caller must close them.
    static SecretBytes derive(SecretBytes root, List<String> path) {
        Check.that(root.length() == KEY_BYTES, "HKD32 derives from 32 bytes");
        Check.that(!path.isEmpty(), "the root itself is no result");
        byte[] key = root.unsafeExport();
        for (String component : path.subList(0, path.size() - 1)) {
            key = half(key, component, KEY_BYTES);
        }
        return SecretBytes.take(half(key, path.getLast(), 0));
    }

    /// One half of the HMAC, from `offset` on. Wipes `key`.
    private static byte[] half(byte[] key, String component, int offset) {
        HMac hmac = new HMac(new SHA512Digest());
        hmac.init(new KeyParameter(key));
        Arrays.fill(key, (byte) 0);
        byte[] text = component.getBytes(StandardCharsets.US_ASCII);
        hmac.update(text, 0, text.length);
        byte[] both = new byte[2 * KEY_BYTES];
        hmac.doFinal(both, 0);
        byte[] half = Arrays.copyOfRange(both, offset, offset + KEY_BYTES);
        Arrays.fill(both, (byte) 0);
        return half;
    }
}
