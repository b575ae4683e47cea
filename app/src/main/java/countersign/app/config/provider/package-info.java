/// What a configuration says of keys: which provider holds each, what it signs for and where the
/// secrets come from that open it. Values only. May import `bytes`, `consensus` and `config`.
package countersign.app.config.provider;
