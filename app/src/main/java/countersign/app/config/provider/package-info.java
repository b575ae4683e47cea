/// What a configuration says of keys: which provider holds each, what it signs for and where the
/// secrets come from that open it. Values only. May import `bytes`, `consensus`, `config` and what
/// a device is addressed by, of the modules under `providers`.
package countersign.app.config.provider;
