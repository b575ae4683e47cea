package countersign.app.tx;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.tx.AccountSettings;
import countersign.app.config.tx.SourceSettings;
import countersign.app.config.tx.TxSignerSettings;
import countersign.app.log.LogWriter;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.tx.TxFormat;
import countersign.tx.journal.Journal;
import countersign.tx.journal.JournalException;
import countersign.tx.journal.LineFile;
import countersign.tx.journal.SequenceFile;
import countersign.tx.journal.SequenceStore;
import countersign.tx.once.AccountSigner;
import countersign.tx.poll.TxPorts;
import countersign.tx.poll.TxSettings;
import countersign.tx.poll.TxSigner;
import countersign.tx.rpc.RpcChain;
import countersign.tx.service.HttpService;
import countersign.tx.service.ServiceSettings;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

/// Every transaction signer of a configuration, each with a platform thread of its own that shares
/// nothing with the validators' links but the log. Whatever becomes of one, the others and the
/// validators go on.
public final class TxSigners implements AutoCloseable {
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    /// What a signer is built of, from files that may be wrong.
    private interface Part {
        Object make() throws Failure;
    }

    private record Running(TxSigner signer, Thread thread, RpcChain chain, Journal journal) {}

    private final List<Running> running = new ArrayList<>();
    private final TxLog log;
    private boolean anyMissing;

    private TxSigners(TxLog log) {
        this.log = log;
    }

    /// Builds them without starting them. What is wrong with the configuration is a failure, as of
    /// [#check]; a journal that cannot be trusted stops its own signer alone.
    ///
    /// @param keys opened
    public static TxSigners open(
            Config config, Function<AccountSettings, AccountSigner> keys, LogWriter log)
            throws Failure {
        check(config);
        TxSigners signers = new TxSigners(new TxLog(log));
        TxFormats formats = new TxFormats(config);
        TlsContexts contexts = new TlsContexts(config);
        try {
            for (Located<TxSignerSettings> located : config.txSigners()) {
                TxSignerSettings settings = located.value();
                TxFormat format = formats.of(settings);
                SSLContext source = contexts.of(settings.source().tls());
                SSLContext node = contexts.of(settings.node().tls());
                RpcChain chain = new RpcChain(settings.node().rpc(), node);
                signers.add(settings, format, source, chain, keys.apply(settings.account()));
            }
            return signers;
        } catch (Failure e) {
            signers.close();
            throw e;
        }
    }

    /// Finds out whether [#open] would succeed, journals aside; changes nothing. The failure names
    /// every file of every signer that cannot be used, with its line.
    public static void check(Config config) throws Failure {
        TxFormats formats = new TxFormats(config);
        TlsContexts contexts = new TlsContexts(config);
        List<Problem> problems = new ArrayList<>();
        for (Located<TxSignerSettings> signer : config.txSigners()) {
            List<Part> parts =
                    List.of(
                            () -> formats.of(signer.value()),
                            () -> contexts.of(signer.value().source().tls()),
                            () -> contexts.of(signer.value().node().tls()));
            for (Part part : parts) {
                try {
                    part.make();
                } catch (Failure e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new Failure(Fault.CONFIGURATION, problems);
        }
    }

    private void add(
            TxSignerSettings settings,
            TxFormat format,
            SSLContext source,
            RpcChain chain,
            AccountSigner key) {
        try {
            AccountSettings account = settings.account();
            Journal journal =
                    Journal.open(
                            LineFile.open(account.journal().value()),
                            settings.chain(),
                            account.address().value(),
                            InstantSource.system(),
                            Journal.FILE_BYTES_MAX);
            Optional<SequenceStore> file =
                    account.sequence().file().map(path -> new SequenceFile(path.value()));
            TxPorts ports =
                    new TxPorts(
                            chain, new HttpService(asked(settings), source), key, journal, file);
            TxSigner signer =
                    new TxSigner(
                            wanted(settings, format),
                            ports,
                            log,
                            Ticker.SYSTEM,
                            InstantSource.system());
            running.add(new Running(signer, thread(settings, signer), chain, journal));
        } catch (JournalException e) {
            anyMissing = true;
            chain.close();
            log.error(
                    settings.chain(),
                    "no transaction is signed: " + e.what() + "; hint: " + e.next());
        }
    }

    private static ServiceSettings asked(TxSignerSettings settings) {
        SourceSettings source = settings.source();
        return new ServiceSettings(
                source.uri(), source.dialect(), settings.chain(), source.context());
    }

    private static TxSettings wanted(TxSignerSettings settings, TxFormat format) {
        SourceSettings source = settings.source();
        return new TxSettings(
                settings.chain(),
                format,
                settings.policy()::judge,
                settings.account().address().value(),
                settings.account().number(),
                new TxSettings.Interval(source.blocks(), source.minimum()),
                settings.node().timeoutBlocks().isPresent()
                        ? settings.node().timeoutBlocks().getAsInt()
                        : TxSettings.TIMEOUT_BLOCKS);
    }

    /// A daemon: nobody waits for a service that hangs.
    private Thread thread(TxSignerSettings settings, TxSigner signer) {
        return Thread.ofPlatform()
                .daemon()
                .name("tx " + settings.chain() + " " + settings.account().address().value())
                // A bug here must not end the process, in which validators vote.
                .uncaughtExceptionHandler(
                        (_, bug) ->
                                log.error(
                                        settings.chain(),
                                        "FATAL -- no transaction is signed any more: " + bug))
                .unstarted(
                        () -> {
                            try {
                                signer.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /// Starts every one.
    public void start() {
        running.forEach(signer -> signer.thread().start());
    }

    /// Whether there is none that could run.
    public boolean isEmpty() {
        return running.isEmpty();
    }

    /// Waits until all have ended, which they do by [#close] or by a bug. True if nothing was wrong
    /// with any of them.
    public boolean await() throws InterruptedException {
        for (Running signer : running) {
            signer.thread().join();
        }
        return !anyMissing;
    }

    /// Ends every one after what it is doing, or leaves it to the end of the process where that
    /// takes too long: a journal is closed only when nobody writes to it any more.
    @Override
    public void close() {
        running.forEach(signer -> signer.signer().stop());
        Deadline deadline = Deadline.after(STOP_MAX, Ticker.SYSTEM);
        for (Running signer : running) {
            if (ended(signer.thread(), deadline)) {
                signer.chain().close();
                signer.journal().close();
            }
        }
    }

    private static boolean ended(Thread thread, Deadline deadline) {
        if (thread.getState() == Thread.State.NEW) {
            return true;
        }
        try {
            return thread.join(deadline.remaining());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
