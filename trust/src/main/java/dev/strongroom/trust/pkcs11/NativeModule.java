package dev.strongroom.trust.pkcs11;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Collections;

/// A module's shared library, loaded for good, and its function list. Every function of PKCS #11
/// takes numbers and addresses, both as wide as a `long` on the systems that we run on, and returns
/// a number: so every call is one of `long`s.
@SuppressWarnings("restricted") // a vendor's native code is what this class is for
final class NativeModule {
  /// Position in `CK_FUNCTION_LIST`, and the number of parameters.
  enum Function {
    C_Initialize(0, 1),
    C_Finalize(1, 1),
    C_GetSlotList(4, 3),
    C_GetTokenInfo(6, 2),
    C_GetMechanismList(7, 3),
    C_GetMechanismInfo(8, 3),
    C_OpenSession(12, 5),
    C_CloseSession(13, 1),
    C_Login(18, 4),
    C_CreateObject(20, 4),
    C_DestroyObject(22, 2),
    C_GetAttributeValue(24, 4),
    C_FindObjectsInit(26, 3),
    C_FindObjects(27, 4),
    C_FindObjectsFinal(28, 1),
    C_EncryptInit(29, 3),
    C_Encrypt(30, 5),
    C_DecryptInit(33, 3),
    C_Decrypt(34, 5),
    C_SignInit(42, 3),
    C_Sign(43, 5),
    C_GenerateKey(58, 5),
    C_GenerateKeyPair(59, 8),
    C_WrapKey(60, 6),
    C_UnwrapKey(61, 8);

    private final int position;
    private final int parameters;

    Function(int position, int parameters) {
      this.position = position;
      this.parameters = parameters;
    }
  }

  private static final int FUNCTIONS = 68;
  private static final AddressLayout TO_LIST =
      ValueLayout.ADDRESS.withTargetLayout(
          MemoryLayout.sequenceLayout(1 + FUNCTIONS, ValueLayout.ADDRESS));

  private final MethodHandle[] functions;

  private NativeModule(MethodHandle[] functions) {
    this.functions = functions;
  }

  static NativeModule load(Path path) {
    SymbolLookup symbols;
    try {
      symbols = SymbolLookup.libraryLookup(path, Arena.global());
    } catch (IllegalArgumentException refused) {
      throw new UnusableModule(
          path + " cannot be loaded: it is not there, or not a library for this machine.");
    }
    MemorySegment start =
        symbols
            .find("C_GetFunctionList")
            .orElseThrow(() -> new UnusableModule(path + " is not a PKCS #11 module."));
    MemorySegment list = list(start);
    MethodHandle[] functions = new MethodHandle[Function.values().length];
    for (Function function : Function.values()) {
      MemorySegment address = list.getAtIndex(ValueLayout.ADDRESS, 1 + function.position);
      functions[function.ordinal()] = handle(address, function.parameters);
    }
    return new NativeModule(functions);
  }

  /// Calls a function; throws [CryptokiFailure] unless it returns `CKR_OK`.
  void call(Function function, long... parameters) {
    long answer = invoke(functions[function.ordinal()], parameters);
    if (answer != ReturnValue.OK) {
      throw new CryptokiFailure(function.name(), answer);
    }
  }

  /// The list lies in the library itself.
  private static MemorySegment list(MemorySegment start) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      long answer = invoke(handle(start, 1), out.address());
      if (answer != ReturnValue.OK) {
        throw new CryptokiFailure("C_GetFunctionList", answer);
      }
      return out.get(TO_LIST, 0);
    }
  }

  private static MethodHandle handle(MemorySegment address, int parameters) {
    MemoryLayout[] words =
        Collections.nCopies(parameters, ValueLayout.JAVA_LONG).toArray(MemoryLayout[]::new);
    return Linker.nativeLinker()
        .downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_LONG, words))
        .asSpreader(long[].class, parameters);
  }

  private static long invoke(MethodHandle handle, long... parameters) {
    try {
      return (long) handle.invokeExact(parameters);
    } catch (RuntimeException | Error ours) {
      throw ours;
    } catch (Throwable impossible) {
      throw new IllegalStateException("a native function threw", impossible);
    }
  }
}
