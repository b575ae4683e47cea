package countersign.acceptance.tx;

import countersign.acceptance.tx.HttpService.Answer;
import countersign.acceptance.tx.HttpService.Asked;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A service that asks for one transaction a poll, each once, in the order they were put in.
public final class Requests implements HttpService.Answers {
    private static final Answer NOTHING = Answer.ok("{\"status\":\"ok\"}");

    private final Queue<Answer> waiting = new ConcurrentLinkedQueue<>();

    /// Asks for this transaction next.
    public void ask(String transaction) {
        answer(Answer.ok(body(transaction)));
    }

    /// Answers so at the next poll.
    void answer(Answer answer) {
        waiting.add(answer);
    }

    /// An answer's body with one transaction.
    static String body(String transaction) {
        return "{\"status\":\"ok\",\"tx\":[" + transaction + "]}";
    }

    @Override
    public Answer to(Asked asked) {
        Answer next = waiting.poll();
        return next == null ? NOTHING : next;
    }
}
