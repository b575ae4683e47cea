package countersign.tx.rpc;

import java.net.URI;
import java.net.URISyntaxException;

/// Where a node answers JSON-RPC.
public final class RpcAddress {
    private RpcAddress() {}

    /// Reads `tcp://host:port`, `http://…` and `https://…`. Throws `IllegalArgumentException`,
    /// which says what is wrong, for anything else.
    public static URI parse(String text) {
        String http = text.startsWith("tcp://") ? "http://" + text.substring(6) : text;
        URI uri;
        try {
            uri = new URI(http);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is no address: " + e.getReason(), e);
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("an RPC address begins with tcp, http or https");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("there is no host in this address");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an RPC address is a host, a port and a path");
        }
        String path = String.valueOf(uri.getRawPath());
        return path.isEmpty() ? uri.resolve("/") : uri;
    }
}
