/// Reads a configuration file's bytes into the values of the package above, and finds everything
/// that is wrong with them in one go. Pure: it takes bytes and the directories that paths are
/// relative to, and opens nothing. May import `bytes`, `consensus`, the values above and the TOML
/// library, which no other package sees.
package countersign.app.config.toml;
