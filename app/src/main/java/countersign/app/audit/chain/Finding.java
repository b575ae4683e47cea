package countersign.app.audit.chain;

/// Something that is wrong with an audit, or worth knowing about it.
///
/// @param file empty where it is about the whole
/// @param line counted from 1 in its file; 0 where it is about the whole file
/// @param what lower case at the start, no full stop at the end
public record Finding(String file, long line, String what) {
    /// `file:line: what`.
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line;
        return place.isEmpty() ? what : place + ": " + what;
    }
}
