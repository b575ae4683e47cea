package countersign.simulation.saboteur;

import java.util.List;
import java.util.stream.Stream;

/// All saboteurs, by what they break.
public final class Saboteurs {
    private static final String GUARD = "signer/src/main/java/countersign/guard/";
    private static final String STATE_FILE = GUARD + "StateFile.java";
    private static final String GUARD_ITSELF = GUARD + "Guard.java";
    private static final String RULES = GUARD + "Rules.java";
    private static final String SIGNER =
            "signer/src/main/java/countersign/keyring/ConsensusSigner.java";
    private static final String SESSION = "signer/src/main/java/countersign/session/Session.java";
    private static final String DISK = "simulation/src/main/java/countersign/simulation/disk/";

    /// Behind the rules the state file has a check of its own, which would stop a wrong mark.
    private static final Edit ANY_MARK =
            new Edit(
                    STATE_FILE,
                    "Check.that(next.isAbove(expected), \"a mark only moves up\");",
                    "");

    private Saboteurs() {}

    /// Every one of them must be caught.
    public static List<Saboteur> all() {
        return Stream.of(disk(), recovery(), rules(), release()).flatMap(List::stream).toList();
    }

    private static List<Saboteur> disk() {
        return List.of(
                one(
                        "no-flush",
                        "a write returns before it is flushed",
                        new Edit(
                                DISK + "OpenFile.java",
                                "platter.flush(offset, content.length);",
                                "")),
                one(
                        "no-write",
                        "a mark is kept in memory only",
                        new Edit(
                                STATE_FILE,
                                "disk.write(offset, Arrays.copyOfRange(image, offset, offset"
                                        + " + PAIR_BYTES));",
                                "")),
                one(
                        "no-lock",
                        "a state is opened while another process has it",
                        new Edit(DISK + "StoredFile.java", "if (isLocked()) {", "if (false) {")),
                one(
                        "one-copy",
                        "each mark is written once instead of twice",
                        new Edit(
                                STATE_FILE,
                                "System.arraycopy(copy, 0, image, offset(record) + BLOCK_BYTES,"
                                        + " copy.length);",
                                "")),
                one(
                        "one-pair",
                        "a mark is written over the one before it",
                        new Edit(
                                STATE_FILE,
                                "return (int) (record.sequence() % 2) * PAIR_BYTES;",
                                "return 0;")));
    }

    private static List<Saboteur> recovery() {
        return List.of(
                one(
                        "older-record",
                        "recovery believes the older record",
                        new Edit(
                                STATE_FILE,
                                "this.newest = found.newest();",
                                "this.newest = found.previous();")),
                one(
                        "no-settling",
                        "what was found is not written again before it is used",
                        new Edit(
                                STATE_FILE,
                                "settle(disk, blocks, image);\n        return",
                                "return")),
                one(
                        "no-read-back",
                        "a backup put in place under the running signer is overwritten",
                        new Edit(STATE_FILE, "            requireUntouched();\n", "")),
                one(
                        "forgotten-poison",
                        "after a failed write the guard goes on with what it has signed",
                        new Edit(GUARD_ITSELF, "            poisoned = true;\n", "")),
                one(
                        "second-try",
                        "a failed write is tried again",
                        new Edit(
                                STATE_FILE,
                                "disk.write(offset,",
                                "try { disk.write(offset, Arrays.copyOfRange(image, offset,"
                                        + " offset + PAIR_BYTES)); } catch (IOException e) {}"
                                        + " disk.write(offset,")));
    }

    private static List<Saboteur> rules() {
        return List.of(
                new Saboteur(
                        "round-not-compared",
                        "an earlier round of the same height is signed",
                        List.of(
                                ANY_MARK,
                                new Edit(
                                        RULES,
                                        "if (place.compareTo(taken) > 0) {",
                                        "if (place.height() >= taken.height()"
                                                + " && place.round() != taken.round()"
                                                + " || place.compareTo(taken) > 0) {"))),
                new Saboteur(
                        "step-not-compared",
                        "an earlier step of the same round is signed",
                        List.of(
                                ANY_MARK,
                                new Edit(
                                        RULES,
                                        "if (place.compareTo(taken) > 0) {",
                                        "if (place.height() == taken.height()"
                                                + " && place.round() == taken.round()"
                                                + " && place.step() != taken.step()"
                                                + " || place.compareTo(taken) > 0) {"))),
                new Saboteur(
                        "height-at-least",
                        "the height is compared with >= and nothing below it",
                        List.of(
                                ANY_MARK,
                                new Edit(
                                        RULES,
                                        "if (place.compareTo(taken) > 0) {",
                                        "if (place.height() >= taken.height()"
                                                + " && !place.equals(taken)) {"))),
                one(
                        "other-block",
                        "another block at the same place is signed",
                        new Edit(
                                RULES,
                                "return new Judgement.Refuse(Refusal.CONFLICT);",
                                "return new Judgement.Again(asked);")),
                new Saboteur(
                        "nil-does-not-conflict",
                        "a vote for nil is signed beside one for a block",
                        List.of(
                                new Edit(
                                        RULES,
                                        "if (!asked.sameButForTime(held)) {",
                                        "if (!asked.sameButForTime(held)"
                                                + " && !asked.blockId().isNil()) {"),
                                new Edit(
                                        RULES,
                                        "case Vote _ -> held;",
                                        "case Vote v -> v.blockId().isNil() ? v : held;"))),
                one(
                        "other-pol-round",
                        "a proposal with another proof of lock is signed",
                        new Edit(
                                RULES,
                                "if (!asked.sameButForTime(held)) {",
                                "if (!asked.blockId().equals(held.blockId())) {")),
                one(
                        "other-time",
                        "a vote asked again is signed with its new time",
                        new Edit(RULES, "case Vote _ -> held;", "case Vote vote -> vote;")));
    }

    private static List<Saboteur> release() {
        return List.of(
                new Saboteur(
                        "mark-after-release",
                        "a mark is written when the next request comes",
                        List.of(
                                new Edit(
                                        GUARD_ITSELF,
                                        "private volatile boolean closed;",
                                        "private volatile boolean closed; private Mark.Held late"
                                                + " = null;"),
                                new Edit(
                                        GUARD_ITSELF,
                                        "Mark held = store.current();",
                                        "try { if (late != null) store.advance(store.current(),"
                                                + " late); } catch (StoreException e) {"
                                                + " poisoned = true; } late = null;"
                                                + " Mark held = store.current();"),
                                new Edit(
                                        GUARD_ITSELF,
                                        "store.advance(held, next);",
                                        "late = next; if (closed) store.advance(held, next);"))),
                one(
                        "asked-not-recorded",
                        "of a repeated vote the asked one is answered with the recorded signature",
                        new Edit(
                                SESSION,
                                "Response answer = signed(recorded, permit);",
                                "Response.Signed done = (Response.Signed) signed(recorded,"
                                        + " permit); Response answer = new Response.Signed(asked,"
                                        + " done.signature(), done.extensions());")),
                one(
                        "not-verified",
                        "what a device returns is released unseen",
                        new Edit(
                                SIGNER,
                                "if (!verifier.test(message, signature)) {",
                                "if (false) {")),
                one(
                        "late-failure",
                        "a failed write is answered as if it had succeeded",
                        new Edit(
                                GUARD_ITSELF,
                                "events.emit(new Event.ChainPoisoned(chain, e.what(), e.next()));",
                                "events.emit(new Event.ChainPoisoned(chain, e.what(), e.next()));"
                                        + " if (poisoned) return new Verdict.Allowed("
                                        + "permit(next.message(), extension));")));
    }

    private static Saboteur one(String name, String breaks, Edit edit) {
        return new Saboteur(name, breaks, List.of(edit));
    }
}
