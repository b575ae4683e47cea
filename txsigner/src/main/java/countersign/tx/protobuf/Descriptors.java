package countersign.tx.protobuf;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.proto.MalformedException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The types of a chain's messages.
public final class Descriptors {
    /// The size of a descriptor set: all of a large chain has less than a third.
    public static final int BYTES_MAX = 4 << 20;

    private final Map<String, MessageType> messages;
    private final Map<String, Map<String, Integer>> enums;

    private Descriptors(
            Map<String, MessageType> messages, Map<String, Map<String, Integer>> enums) {
        this.messages = messages;
        this.enums = enums;
    }

    /// The modules that nearly every chain has: authz, bank, distribution, feegrant, gov, slashing,
    /// staking, upgrade and vesting.
    public static Descriptors standard() {
        try (InputStream in = Descriptors.class.getResourceAsStream("standard.bin")) {
            if (in == null) {
                throw new Bug("the program has its descriptors");
            }
            return new Descriptors(Map.of(), Map.of()).and(Bytes.of(in.readAllBytes()));
        } catch (IOException | DescriptorException e) {
            throw new Bug("the program can read its descriptors", e);
        }
    }

    /// These and those of a `google.protobuf.FileDescriptorSet`, as `buf build -o FILE.binpb` and
    /// `protoc --include_imports --descriptor_set_out=FILE` write it; of two types of one name the
    /// set's.
    public Descriptors and(Bytes set) throws DescriptorException {
        if (set.length() > BYTES_MAX) {
            throw new DescriptorException("a descriptor set has at most " + BYTES_MAX + " bytes");
        }
        DescriptorReader read = new DescriptorReader();
        try {
            read.set(set);
        } catch (MalformedException e) {
            throw new DescriptorException("this is no descriptor set: " + e.getMessage());
        }
        if (read.messages().isEmpty()) {
            throw new DescriptorException("there is no message in this descriptor set");
        }
        Map<String, MessageType> allMessages = new LinkedHashMap<>(messages);
        allMessages.putAll(read.messages());
        Map<String, Map<String, Integer>> allEnums = new LinkedHashMap<>(enums);
        allEnums.putAll(read.enums());
        return new Descriptors(allMessages, allEnums);
    }

    /// Whether there is a message of this name, as `cosmos.bank.v1beta1.MsgSend`.
    public boolean has(String message) {
        return messages.containsKey(message);
    }

    Collection<MessageType> all() {
        return Collections.unmodifiableCollection(messages.values());
    }

    Optional<MessageType> message(String name) {
        return Optional.ofNullable(messages.get(name));
    }

    /// Of a name that was found before.
    MessageType known(String name) {
        return message(name).orElseThrow(() -> new Bug("what was decoded has its descriptor"));
    }

    /// The numbers of an enum's names; empty where it is unknown.
    Map<String, Integer> numbers(String name) {
        return enums.getOrDefault(name, Map.of());
    }
}
