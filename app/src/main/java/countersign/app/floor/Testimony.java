package countersign.app.floor;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What the nodes of one chain said when they were asked once.
record Testimony(List<Word> words) {
    /// Honest nodes of one network are a few blocks apart.
    static final long APART_MAX = 100;

    /// What came of asking one node.
    sealed interface Word {
        /// It is where its chain is.
        record Reached(URI node, long height) implements Word {}

        /// Its chain is at this height or, sooner or later, at a higher one.
        record Behind(URI node, long height) implements Word {}

        record Useless(URI node, String why) implements Word {}
    }

    Testimony {
        words = List.copyOf(words);
    }

    /// The highest height that any node of the chain has. A node that lags behind has it as well.
    OptionalLong height() {
        return words.stream()
                .flatMapToLong(
                        word ->
                                switch (word) {
                                    case Word.Reached(_, long height) -> LongStream.of(height);
                                    case Word.Behind(_, long height) -> LongStream.of(height);
                                    case Word.Useless _ -> LongStream.empty();
                                })
                .max();
    }

    /// How many nodes said where the chain is.
    long answers() {
        return words.stream().filter(Word.Reached.class::isInstance).count();
    }

    /// Whether those that should be at the same height are not.
    boolean disputed() {
        List<Long> heights =
                words.stream()
                        .filter(Word.Reached.class::isInstance)
                        .map(word -> ((Word.Reached) word).height())
                        .sorted()
                        .toList();
        return !heights.isEmpty() && heights.getLast() - heights.getFirst() > APART_MAX;
    }

    /// Everything in words: `http://a:26657 is at height 5; http://b:26657 did not answer in time`.
    String text() {
        return words.stream()
                .map(
                        word ->
                                switch (word) {
                                    case Word.Reached(URI node, long height) ->
                                            node + " is at height " + height;
                                    case Word.Behind(URI node, long height) ->
                                            node + " is catching up at height " + height;
                                    case Word.Useless(URI node, String why) -> node + " " + why;
                                })
                .collect(Collectors.joining("; "));
    }
}
