package countersign.proof;

/// The code with one small change, and what the tests made of it.
///
/// The name stays when lines move: class and method, what was changed, and the how-manieth change
/// of that kind it is in the method, from 1.
record Mutant(String name, int line, Fate fate) {
    @Override
    public String toString() {
        return name + ", line " + line;
    }

    enum Fate {
        NOTICED,
        /// A test took so long that it was stopped: the change made it hang, or the machine is
        /// slow.
        HUNG,
        UNNOTICED;

        /// Of a status in a report. Of whatever is not known to be noticed, nobody knows.
        static Fate of(String status) {
            return switch (status) {
                case "KILLED", "MEMORY_ERROR", "NON_VIABLE" -> NOTICED;
                case "TIMED_OUT" -> HUNG;
                default -> UNNOTICED;
            };
        }
    }
}
