package countersign.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process of its own that opens a state when told to, says whether it could, and holds on until
/// its input ends.
final class LockContender {
    private LockContender() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        in.readLine();
        try (StateFile state = StateFile.open(Path.of(arguments[0]), Samples.CHAIN, Samples.KEY)) {
            out.println("opened at " + state.current());
            in.readLine();
        } catch (StoreException e) {
            out.println(e.what());
        }
    }
}
