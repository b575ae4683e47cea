package countersign.tx;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.tx.journal.Journal;
import countersign.tx.journal.LineFile;
import countersign.tx.protobuf.Descriptors;
import countersign.tx.protobuf.SignMode;
import countersign.tx.protobuf.TxRawFormat;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.RpcChain;
import countersign.tx.rpc.RpcException;
import countersign.tx.service.Dialect;
import countersign.tx.service.HttpService;
import countersign.tx.service.RequestReader;
import countersign.tx.service.ServiceAnswer;
import countersign.tx.service.ServiceException;
import countersign.tx.service.ServiceSettings;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;

/// What several transaction signers do at once with what strangers send them, in a process with as
/// little memory as the program has. Ends with 0 when all is done.
final class SmallHeap {
    private static final ChainId CHAIN = new ChainId("sim-1");
    private static final ChainStatus STATUS =
            new ChainStatus("sim-1", "AB", "CD", 290, "2026-11-21T10:33:51Z", false);

    private SmallHeap() {}

    /// The folder for journals, whether it is nodes or services that are asked, and the address of
    /// each signer's.
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        boolean nodes = args[1].equals("nodes");
        allAtOnce(
                args.length - 2,
                i -> {
                    URI address = URI.create(args[i + 2]);
                    return () -> nodes ? node(address) : requests(folder.resolve("j" + i), address);
                });
    }

    private interface Work {
        Callable<Integer> of(int signer);
    }

    private static void allAtOnce(int signers, Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(signers)) {
            List<Callable<Integer>> all = IntStream.range(0, signers).mapToObj(work::of).toList();
            int answered = 0;
            for (Future<Integer> one : threads.invokeAll(all)) {
                answered += one.get();
            }
            System.out.println(answered);
        }
    }

    /// Asks, decodes and records as the loop does, then begins anew with the same journal.
    private static int requests(Path file, URI uri) throws Exception {
        TxFormat format = new TxRawFormat(Descriptors.standard(), SignMode.DIRECT, "cosmos");
        ServiceSettings settings = new ServiceSettings(uri, Dialect.EITHER, CHAIN, "");
        HttpService service = new HttpService(settings, SSLContext.getDefault());
        try (Journal journal = open(file)) {
            ServiceAnswer answer = service.ask(STATUS, Optional.empty());
            for (RefusedRequestException e : answer.refused()) {
                journal.refused(journal.received(""), "form", String.join("; ", e.problems()));
            }
            for (TxRequest request : answer.requests()) {
                long number = journal.received(RequestReader.write(request));
                try {
                    format.decode(request, 0);
                } catch (RefusedRequestException e) {
                    journal.refused(number, "form", String.join("; ", e.problems()));
                }
            }
        } catch (ServiceException tooMuch) {
            // Nothing of it is signed.
        }
        try (Journal again = open(file)) {
            return again.spent().size();
        }
    }

    /// Makes every call there is.
    private static int node(URI uri) throws Exception {
        int answered = 0;
        try (RpcChain chain = new RpcChain(uri, SSLContext.getDefault())) {
            for (int round = 0; round < 2; round++) {
                List<Callable<?>> calls =
                        List.of(
                                chain::status,
                                () -> chain.account("cosmos1a"),
                                () -> chain.broadcast(Bytes.of(new byte[100])),
                                () -> chain.find(Bytes.of(new byte[32])),
                                () -> chain.blockTransactions(9),
                                () -> chain.blockResult(9, 0));
                for (Callable<?> call : calls) {
                    try {
                        call.call();
                        answered++;
                    } catch (RpcException tooMuch) {
                        // Nobody knows, then.
                    }
                }
            }
        }
        return answered;
    }

    private static Journal open(Path file) throws Exception {
        return Journal.open(
                LineFile.open(file),
                CHAIN,
                "cosmos1a",
                InstantSource.system(),
                Journal.FILE_BYTES_MAX);
    }
}
