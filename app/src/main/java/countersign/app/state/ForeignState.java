package countersign.app.state;

import countersign.app.shell.Failure;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What another signer says it signed last: tmkms' consensus state, or CometBFT's
/// `priv_validator_state.json`. Both are JSON with a height, a round and a step; tmkms' has a
/// `block_id` and counts the steps from 0, CometBFT's has none and counts from 1.
///
/// `place` is empty where nothing was signed yet.
public record ForeignState(Signer signer, Optional<Hrs> place) {
    private static final int BYTES_MAX = 64 * 1024;
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// Who wrote the file.
    public enum Signer {
        TMKMS,
        COMETBFT
    }

    /// Reads the file. Anything that is not clearly one of the two formats is a failure: a floor
    /// that is not understood must not be taken for none.
    public static ForeignState read(Path file) throws Failure {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw unreadable(file, "it is too large");
            }
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw Failure.configuration(
                    "cannot read the state " + file + ": " + e.getMessage(),
                    "check the path, the owner and the mode");
        }
    }

    private static ForeignState parse(Path file, byte[] contents) throws Failure {
        if (contents.length == 0) {
            throw unreadable(file, "it is empty, as after a crash of the signer that wrote it");
        }
        Fields fields = new Fields();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), contents)) {
            fields.read(json);
        } catch (JacksonException e) {
            throw unreadable(file, e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw unreadable(file, "a height, round or step is no number");
        }
        if (fields.height < 0 || fields.round < 0 || fields.step < 0) {
            throw unreadable(file, "it lacks a height, a round or a step, or has a negative one");
        }
        return fields.hasBlockId ? ofTmkms(fields) : ofCometBft(fields, file);
    }

    /// Steps above 2 were written before 0.8: 3 for a proposal, 6 for either vote. As a floor, the
    /// highest that it may mean.
    private static ForeignState ofTmkms(Fields fields) {
        Step step =
                switch (fields.step) {
                    case 0 -> Step.PROPOSE;
                    case 1 -> Step.PREVOTE;
                    default -> Step.PRECOMMIT;
                };
        return new ForeignState(Signer.TMKMS, fields.place(step));
    }

    private static ForeignState ofCometBft(Fields fields, Path file) throws Failure {
        Step step =
                switch (fields.step) {
                    case 0, 1 -> Step.PROPOSE;
                    case 2 -> Step.PREVOTE;
                    case 3 -> Step.PRECOMMIT;
                    default -> throw unreadable(file, "its step is none of CometBFT's");
                };
        return new ForeignState(Signer.COMETBFT, fields.place(step));
    }

    private static Failure unreadable(Path file, String why) {
        return Failure.configuration(
                "the state " + file + " cannot be trusted: " + why,
                "restore it from the signer that wrote it; if it is lost, find out the last height"
                        + " that this validator signed, move the file away and run"
                        + " `state init --height` with it");
    }

    /// The members that matter, -1 where one is missing.
    private static final class Fields {
        private long height = -1;
        private int round = -1;
        private int step = -1;
        private boolean hasBlockId;

        void read(JsonParser json) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new NumberFormatException();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "height" -> height = Long.parseLong(json.getString());
                    case "round" -> round = Integer.parseInt(json.getString());
                    case "step" -> step = Integer.parseInt(json.getString());
                    case "block_id" -> {
                        hasBlockId = true;
                        json.skipChildren();
                    }
                    default -> json.skipChildren();
                }
            }
        }

        Optional<Hrs> place(Step at) {
            return height == 0 && round == 0 && step == 0
                    ? Optional.empty()
                    : Optional.of(new Hrs(height, round, at));
        }
    }
}
