/// One class a section of the configuration file: turns its bytes into the values of `config` and
/// finds everything that is wrong with them in one go. Pure: it takes bytes and the directories
/// that paths are relative to, and opens nothing. May import `bytes`, `consensus`, `config` and
/// `config.toml`.
package countersign.app.config.section;
