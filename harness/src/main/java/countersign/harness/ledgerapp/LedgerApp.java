package countersign.harness.ledgerapp;

import countersign.bytes.Bytes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The device: the validator app version 0.9.1 with its key, its memory and its buttons.
///
/// The first message after the app was opened is shown to a person; the app goes on answering other
/// commands meanwhile, and a second message takes the first one's place on the screen. What is
/// answered late goes to whoever listens by then.
public final class LedgerApp {
    private static final int CLASS = 0x56;
    private static final int VERSION = 0;
    private static final int PUBLIC_KEY = 1;
    private static final int SIGN = 2;
    private static final int HEADER_BYTES = 5;

    /// What a Nano S has room for.
    private static final int MESSAGE_BYTES_MAX = 1024;

    private final DeviceKey key;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Bytes> signed = new ArrayList<>();
    private Screen screen = Screen.APP;
    private Person person;
    private Fault fault = Fault.NONE;
    private boolean proposalsAlone;
    private Bytes message = Bytes.EMPTY;
    private Optional<SignedLast> last = Optional.empty();
    private Optional<Question> question = Optional.empty();

    /// What is on the screen, and whom its answer goes to.
    private record Question(ReadVote vote, Consumer<Bytes> answer) {}

    public LedgerApp(DeviceKey key, Person person) {
        this.key = key;
        this.person = person;
    }

    public Bytes publicKey() {
        return key.publicKey();
    }

    /// Every message that was signed, in order.
    public List<Bytes> signed() {
        lock.lock();
        try {
            return List.copyOf(signed);
        } finally {
            lock.unlock();
        }
    }

    public Screen screen() {
        lock.lock();
        try {
            return screen;
        } finally {
            lock.unlock();
        }
    }

    /// Another screen. An app that is left forgets what it signed and what it asked.
    public void show(Screen next) {
        lock.lock();
        try {
            screen = next;
            if (next != Screen.APP && next != Screen.LOCKED) {
                last = Optional.empty();
                question = Optional.empty();
                message = Bytes.EMPTY;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The next signature goes wrong like this.
    public void breakNext(Fault next) {
        breakNext(next, false);
    }

    /// The next signature of a proposal goes wrong like this: the only one without which a single
    /// validator's chain goes on by itself.
    public void breakNextProposal(Fault next) {
        breakNext(next, true);
    }

    private void breakNext(Fault next, boolean ofProposals) {
        lock.lock();
        try {
            fault = next;
            proposalsAlone = ofProposals;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the device asks its person, and says whether it did in time.
    public boolean awaitQuestion(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (question.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return question.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /// A person who presses one button, now or as soon as the device asks.
    public void person(Person next) {
        lock.lock();
        try {
            person = next;
            answerQuestion();
        } finally {
            lock.unlock();
        }
    }

    /// One command. Its answer, with the two bytes of its status, is given at once, later or never.
    public void receive(Bytes command, Consumer<Bytes> answer) {
        lock.lock();
        try {
            switch (screen) {
                case APP -> command(command, answer);
                case DASHBOARD -> answer.accept(Status.NO_CLASS.alone());
                case LOCKED -> answer.accept(Status.LOCKED.alone());
                case UNPLUGGED -> {
                    // Nobody is there.
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void command(Bytes command, Consumer<Bytes> answer) {
        if (command.isEmpty()) {
            answer.accept(Status.EMPTY.alone());
        } else if ((command.at(0) & 0xff) != CLASS) {
            answer.accept(Status.NO_CLASS.alone());
        } else if (command.length() < HEADER_BYTES) {
            answer.accept(Status.WRONG_LENGTH.alone());
        } else {
            switch (command.at(1)) {
                case VERSION -> answer.accept(Status.OK.after(Bytes.ofHex("00000901")));
                case PUBLIC_KEY -> answer.accept(Status.OK.after(key.publicKey()));
                case SIGN -> chunk(command, answer);
                default -> answer.accept(Status.NO_INSTRUCTION.alone());
            }
        }
    }

    private void chunk(Bytes command, Consumer<Bytes> answer) {
        if (command.at(2) == 1) {
            message = Bytes.EMPTY;
        }
        message = message.concat(command.slice(HEADER_BYTES, command.length()));
        if (message.length() > MESSAGE_BYTES_MAX) {
            message = Bytes.EMPTY;
            answer.accept(Status.NO_ROOM.alone());
        } else if (command.at(2) != command.at(3)) {
            answer.accept(Status.OK.alone());
        } else {
            judge(ReadVote.of(message), answer);
        }
    }

    private void judge(ReadVote vote, Consumer<Bytes> answer) {
        if (vote.error() != ReadVote.OK) {
            answer.accept(Status.DATA_INVALID.after(Bytes.of((byte) vote.error())));
        } else if (last.isEmpty()) {
            question = Optional.of(new Question(vote, answer));
            changed.signalAll();
            answerQuestion();
        } else if (!last.get().allows(vote)) {
            answer.accept(Status.REGRESSION.alone());
        } else {
            sign(vote, answer);
        }
    }

    private void answerQuestion() {
        if (question.isEmpty() || person == Person.AWAY) {
            return;
        }
        Question asked = question.get();
        question = Optional.empty();
        if (person == Person.ACCEPTS) {
            sign(asked.vote(), asked.answer());
        } else {
            asked.answer().accept(Status.REJECTED.alone());
        }
    }

    private void sign(ReadVote vote, Consumer<Bytes> answer) {
        Fault now = proposalsAlone && vote.type() != ReadVote.PROPOSAL ? Fault.NONE : fault;
        if (now == fault) {
            fault = Fault.NONE;
        }
        if (now == Fault.UNPLUGGED) {
            show(Screen.UNPLUGGED);
            return;
        }
        last = Optional.of(SignedLast.of(vote));
        signed.add(message);
        switch (now) {
            case NONE, UNPLUGGED -> answer.accept(Status.OK.after(key.sign(message)));
            case SILENT -> {
                // It hangs.
            }
            case WRONG_SIGNATURE -> answer.accept(Status.OK.after(key.sign(Bytes.EMPTY)));
            case SHORT_SIGNATURE -> answer.accept(Status.OK.after(key.sign(message).first(63)));
        }
    }
}
