package countersign.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// The one way to read four copies: the two newest marks, or a refusal. Pure: no disk, no repair.
///
/// An honest disk that lost its power leaves each copy as it was before or after the write in
/// flight, and that write touched one pair only. So whatever the crash, each pair has an intact
/// copy, the newest of the two pairs are neighbors in sequence, and only the newer pair may hold an
/// older copy beside its newest, by exactly one turn. Anything else is damage or tampering that
/// could have taken the newest mark, and is refused: a signer that stops costs blocks, one that
/// forgets costs the stake. The mark falls from one record to the next only where the later one
/// says that [Lowering] wrote it.
///
/// `intactCopies` is 4 for a file without damage.
record Recovery(StateRecord newest, StateRecord previous, int intactCopies) {
    /// How far apart in sequence two writes to the same pair are.
    private static final long TURN = 2;

    private static final String CREATE_ANEW =
            "move the file aside, find out from the chain what this key signed last, and create a"
                    + " new state that starts above it";

    /// The copies are those of pair 0, then those of pair 1; `name` is the file's.
    static Recovery of(String name, List<StateRecord.Reading> copies) throws StoreException {
        List<StateRecord> even = intact(name, copies.subList(0, 2));
        List<StateRecord> odd = intact(name, copies.subList(2, 4));
        if (even.isEmpty() && odd.isEmpty()) {
            throw new StoreException(
                    name + " is not a state, or every copy in it is damaged", CREATE_ANEW);
        }
        if (even.isEmpty() || odd.isEmpty()) {
            StateRecord survivor = (even.isEmpty() ? odd : even).getFirst();
            throw new StoreException(
                    "state "
                            + name
                            + " has lost both copies of a mark, perhaps of the highest; the other"
                            + " mark is "
                            + describe(survivor.mark()),
                    CREATE_ANEW);
        }
        StateRecord newestEven = newestOf(even);
        StateRecord newestOdd = newestOf(odd);
        boolean evenLeads = newestEven.sequence() == newestOdd.sequence() + 1;
        Recovery found =
                new Recovery(
                        evenLeads ? newestEven : newestOdd,
                        evenLeads ? newestOdd : newestEven,
                        even.size() + odd.size());
        found.require(
                name,
                evenLeads ? even : odd,
                evenLeads ? odd : even,
                newestEven.sequence() % TURN == 0); // and of neighbors the other one is odd
        return found;
    }

    /// How people call a mark in an error.
    static String describe(Mark mark) {
        return mark.place().map(Object::toString).orElse("unsigned");
    }

    private void require(
            String name, List<StateRecord> newer, List<StateRecord> older, boolean inPlace)
            throws StoreException {
        boolean oneOwner =
                newer.stream().allMatch(newest::sameOwner)
                        && older.stream().allMatch(newest::sameOwner);
        boolean aCrashCouldLeaveIt =
                newer.stream().allMatch(copy -> isNewest(copy) || isOneTurnBehind(copy))
                        && older.stream().allMatch(previous::equals);
        boolean neighbors =
                inPlace
                        && newest.sequence() == previous.sequence() + 1
                        && (newest.lowered() || followsPrevious());
        if (!oneOwner || !aCrashCouldLeaveIt || !neighbors) {
            throw new StoreException(
                    "state "
                            + name
                            + " is a mix of several states: a part of it was put back, or the disk"
                            + " lost a write that it had confirmed",
                    CREATE_ANEW);
        }
    }

    /// Only a new file has one mark twice; from then on each is above the one before.
    private boolean followsPrevious() {
        return newest.mark().isAbove(previous.mark()) || newest.mark().equals(previous.mark());
    }

    private boolean isNewest(StateRecord copy) {
        return copy.equals(newest);
    }

    private boolean isOneTurnBehind(StateRecord copy) {
        return copy.sequence() == newest.sequence() - TURN;
    }

    private static StateRecord newestOf(List<StateRecord> pair) {
        return Collections.max(pair, Comparator.comparingLong(StateRecord::sequence));
    }

    private static List<StateRecord> intact(String name, List<StateRecord.Reading> pair)
            throws StoreException {
        List<StateRecord> intact = new ArrayList<>();
        for (StateRecord.Reading copy : pair) {
            switch (copy) {
                case StateRecord.Reading.Intact(StateRecord record) -> intact.add(record);
                case StateRecord.Reading.OtherVersion other ->
                        throw new StoreException(
                                "state "
                                        + name
                                        + " has format version "
                                        + other.version()
                                        + ", and this program reads version "
                                        + StateRecord.VERSION,
                                "run the release that wrote it, or a later one");
                case StateRecord.Reading.Damaged() -> {}
            }
        }
        return intact;
    }
}
