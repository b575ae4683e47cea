/// TOML as it is written: tables, values, paths and secrets with the lines they stand on, and what
/// may have been meant where they are wrong. Knows no section of ours by its content. May import
/// `bytes`, the values of `config` and the TOML library, which apart from `config.section` no other
/// package sees.
package countersign.app.config.toml;
