/// The public format in which marks leave one signer for another: reading it as a stranger's file,
/// writing it, and deciding what an import may do. Marks only move up by it. May import `bytes`,
/// `consensus`, `guard` and of `app` the packages `config`, `file`, `json`, `shell` and `state`.
package countersign.app.interchange;
