package countersign.proof;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Gives a proof its figures and writes down what came of it.
///
/// System properties: `countersign.prove`, the form; `countersign.prove.only`, names of proofs with
/// commas between, all where it is not set; `countersign.prove.results`, the folder for results,
/// none where it is not set.
final class ProofRun
        implements ExecutionCondition,
                ParameterResolver,
                BeforeTestExecutionCallback,
                AfterTestExecutionCallback {
    private static final Namespace NAMESPACE = Namespace.create(ProofRun.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String only = System.getProperty("countersign.prove.only", "");
        boolean wanted = only.isEmpty() || Set.of(only.split(",", -1)).contains(name(context));
        return wanted
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled("another proof was asked for");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Figures.class;
    }

    @Override
    public Figures resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return figures(context);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        store(context).put("started", System.nanoTime());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        String results = System.getProperty("countersign.prove.results", "");
        if (results.isEmpty()) {
            return;
        }
        long nanos = System.nanoTime() - started(context);
        new Result(
                        name(context),
                        context.getRequiredTestClass().getSimpleName(),
                        context.getRequiredTestMethod().getName(),
                        Form.ofThisRun().word(),
                        outcome(context.getExecutionException()),
                        TimeUnit.NANOSECONDS.toSeconds(nanos),
                        figures(context).told())
                .write(Path.of(results));
    }

    private static long started(ExtensionContext context) {
        return store(context).getOrDefault("started", Long.class, System.nanoTime());
    }

    private static Result.Outcome outcome(Optional<Throwable> thrown) {
        if (thrown.isEmpty()) {
            return Result.Outcome.PROVED;
        }
        return thrown.get() instanceof TestAbortedException
                ? Result.Outcome.SKIPPED
                : Result.Outcome.FAILED;
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestMethod().getAnnotation(Proof.class).value();
    }

    private static Figures figures(ExtensionContext context) {
        return store(context)
                .computeIfAbsent("figures", key -> new Figures(Form.ofThisRun()), Figures.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
