/// HTTP to strangers: one request, one answer, within a time and a size. Follows no redirect, goes
/// through no proxy and keeps no cookie. May import `bytes` and `json`.
package countersign.tx.http;
