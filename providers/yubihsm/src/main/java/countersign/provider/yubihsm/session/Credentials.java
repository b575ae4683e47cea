package countersign.provider.yubihsm.session;

/// Which authentication key of the device opens a session, and its value.
///
/// @param id the authentication key's object id
/// @param key stays open as long as sessions may be opened with it; whoever made it closes it
public record Credentials(int id, AuthKey key) {}
