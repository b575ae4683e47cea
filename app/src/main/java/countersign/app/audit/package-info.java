/// The audit: one line for each decision, in files whose lines are chained by their hashes, so that
/// a line which is altered, removed, inserted or moved is found and named. Written by a thread of
/// its own and never waited for: it is evidence, not protection. May import `bytes`, `consensus`,
/// `event` and of `app` the packages `config`, `file` and `audit.chain`.
package countersign.app.audit;
