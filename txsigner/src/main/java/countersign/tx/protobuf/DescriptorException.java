package countersign.tx.protobuf;

/// Bytes that are no descriptor set that can be used. The text says why.
public final class DescriptorException extends Exception {
    private static final long serialVersionUID = 1L;

    DescriptorException(String what) {
        super(what);
    }
}
