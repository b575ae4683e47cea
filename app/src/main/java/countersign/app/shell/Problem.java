package countersign.app.shell;

/// One thing that is wrong, for people: what failed, on what and why, and what to do next. `next`
/// is empty where `what` says it all. Lower case, without a full stop.
public record Problem(String what, String next) {}
