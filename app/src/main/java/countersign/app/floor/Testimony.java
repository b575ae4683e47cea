package countersign.app.floor;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What the nodes of one chain said, each the best that it said so far.
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

        URI node();
    }

    Testimony {
        words = List.copyOf(words);
    }

    /// With what the same nodes said later. What a node once said of its height is not unsaid by
    /// its silence.
    Testimony then(Testimony later) {
        Map<URI, Word> best = new LinkedHashMap<>();
        words.forEach(word -> best.put(word.node(), word));
        for (Word word : later.words()) {
            best.merge(word.node(), word, (old, now) -> now instanceof Word.Useless ? old : now);
        }
        return new Testimony(List.copyOf(best.values()));
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

    /// Whether those that should be at the same height are not, or one that is catching up is ahead
    /// of them.
    boolean disputed() {
        LongSummaryStatistics reached =
                words.stream()
                        .filter(Word.Reached.class::isInstance)
                        .mapToLong(word -> ((Word.Reached) word).height())
                        .summaryStatistics();
        return reached.getCount() > 0 && height().orElseThrow() - reached.getMin() > APART_MAX;
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
