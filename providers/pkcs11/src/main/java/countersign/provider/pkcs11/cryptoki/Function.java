package countersign.provider.pkcs11.cryptoki;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;

/// The functions of a module that are called here, by their places in its list of functions. Each
/// returns a `CK_RV`, which is a `CK_ULONG` as nearly all their arguments are: 8 bytes wherever a
/// `long` of C has 8, that is on every 64-bit system but Windows.
public enum Function {
    C_INITIALIZE("C_Initialize", 0, "p"),
    C_FINALIZE("C_Finalize", 1, "p"),
    C_GET_SLOT_LIST("C_GetSlotList", 4, "bpp"),
    C_GET_TOKEN_INFO("C_GetTokenInfo", 6, "np"),
    C_GET_MECHANISM_INFO("C_GetMechanismInfo", 8, "nnp"),
    C_OPEN_SESSION("C_OpenSession", 12, "nnppp"),
    C_CLOSE_SESSION("C_CloseSession", 13, "n"),
    C_GET_SESSION_INFO("C_GetSessionInfo", 15, "np"),
    C_LOGIN("C_Login", 18, "nnpn"),
    C_GET_ATTRIBUTE_VALUE("C_GetAttributeValue", 24, "nnpn"),
    C_FIND_OBJECTS_INIT("C_FindObjectsInit", 26, "npn"),
    C_FIND_OBJECTS("C_FindObjects", 27, "npnp"),
    C_FIND_OBJECTS_FINAL("C_FindObjectsFinal", 28, "n"),
    C_SIGN_INIT("C_SignInit", 42, "npn"),
    C_SIGN("C_Sign", 43, "npnpp"),
    C_GENERATE_KEY_PAIR("C_GenerateKeyPair", 59, "nppnpnpp");

    /// What stands in front of the functions in their list: a version, padded.
    private static final int LIST_HEADER_BYTES = 8;

    /// The functions of version 2, which version 3 begins with as well.
    public static final long LIST_BYTES = LIST_HEADER_BYTES + 68 * ValueLayout.ADDRESS.byteSize();

    private final String title;
    private final int index;
    private final String parameters;

    Function(String title, int index, String parameters) {
        this.title = title;
        this.index = index;
        this.parameters = parameters;
    }

    /// The name as the standard spells it.
    public String title() {
        return title;
    }

    /// Its place in the list.
    public int index() {
        return index;
    }

    /// Where the module has it, or a null pointer where it has it not.
    public MemorySegment in(MemorySegment list) {
        return list.get(
                ValueLayout.ADDRESS, LIST_HEADER_BYTES + index * ValueLayout.ADDRESS.byteSize());
    }

    /// The function at `address`, to be called with `Long`, `Byte` and `MemorySegment`.
    public NativeCall bind(MemorySegment address) {
        MemoryLayout[] layouts =
                parameters.chars().mapToObj(Function::layout).toArray(MemoryLayout[]::new);
        return bind(address, FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts));
    }

    @SuppressWarnings("restricted") // The signature is that of the standard.
    public static NativeCall bind(MemorySegment address, FunctionDescriptor signature) {
        MethodHandle function = Linker.nativeLinker().downcallHandle(address, signature);
        return MethodHandleProxies.asInterfaceInstance(
                NativeCall.class,
                function.asSpreader(Object[].class, signature.argumentLayouts().size()));
    }

    private static MemoryLayout layout(int letter) {
        return switch (letter) {
            case 'b' -> ValueLayout.JAVA_BYTE;
            case 'n' -> ValueLayout.JAVA_LONG;
            default -> ValueLayout.ADDRESS;
        };
    }
}
