package dev.strongroom.trust.pkcs11;

import static dev.strongroom.trust.pkcs11.NativeModule.Function.*;

import dev.strongroom.trust.pkcs11.NativeModule.Function;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A vendor's module in this process. Structures are laid out as the headers do on 64-bit Linux and
/// macOS.
public final class NativeCryptoki implements Cryptoki {
  private static final int SLOTS_MAX = 256;
  private static final int MECHANISMS_MAX = 1024;
  private static final int FOUND_AT_ONCE = 64;
  private static final int ATTRIBUTE_BYTES_MAX = 4096;

  /// What a result may be longer than what it was made of: a tag, a nonce, or a signature.
  private static final int RESULT_EXTRA = 8192;

  private static final int TOKEN_INFO_BYTES = 208;
  private static final int LABEL_BYTES = 32;
  private static final int TOKEN_FLAGS_WORD = 12;

  private final NativeModule module;

  private NativeCryptoki(NativeModule module) {
    this.module = module;
  }

  /// @throws UnusableModule when it cannot be loaded
  public static Cryptoki load(Path path) {
    return new NativeCryptoki(NativeModule.load(path));
  }

  @Override
  public void initialize() {
    try (Memory memory = new Memory()) {
      long arguments = memory.words(0, 0, 0, 0, Ck.CKF_OS_LOCKING_OK, 0).address();
      module.call(C_Initialize, arguments);
    } catch (CryptokiFailure refused) {
      unless(refused, ReturnValue.CRYPTOKI_ALREADY_INITIALIZED);
    }
  }

  @Override
  public void finish() {
    module.call(C_Finalize, 0);
  }

  @Override
  public List<Long> slots() {
    try (Memory memory = new Memory()) {
      MemorySegment count = memory.words(SLOTS_MAX);
      MemorySegment slots = memory.room(SLOTS_MAX * Long.BYTES);
      module.call(C_GetSlotList, 1, slots.address(), count.address());
      return Memory.list(slots, Memory.word(count, 0));
    }
  }

  @Override
  public TokenInfo token(long slot) {
    try (Memory memory = new Memory()) {
      MemorySegment info = memory.room(TOKEN_INFO_BYTES);
      module.call(C_GetTokenInfo, slot, info.address());
      long flags = Memory.word(info, TOKEN_FLAGS_WORD);
      return new TokenInfo(
          slot,
          text(info, 0, LABEL_BYTES),
          text(info, LABEL_BYTES, 32),
          text(info, 64, 16),
          text(info, 80, 16),
          (flags & Ck.CKF_LOGIN_REQUIRED) != 0,
          (flags & Ck.CKF_TOKEN_INITIALIZED) != 0);
    }
  }

  @Override
  public Map<Long, Long> mechanisms(long slot) {
    try (Memory memory = new Memory()) {
      MemorySegment count = memory.words(MECHANISMS_MAX);
      MemorySegment types = memory.room(MECHANISMS_MAX * Long.BYTES);
      module.call(C_GetMechanismList, slot, types.address(), count.address());
      MemorySegment info = memory.room(3 * Long.BYTES);
      Map<Long, Long> found = new HashMap<>();
      for (long type : Memory.list(types, Memory.word(count, 0))) {
        module.call(C_GetMechanismInfo, slot, type, info.address());
        found.put(type, Memory.word(info, 2));
      }
      return found;
    }
  }

  @Override
  public long openSession(long slot) {
    return made(out ->
        module.call(
            C_OpenSession, slot, Ck.CKF_SERIAL_SESSION | Ck.CKF_RW_SESSION, 0, 0, out.address()));
  }

  @Override
  public void closeSession(long session) {
    module.call(C_CloseSession, session);
  }

  @Override
  public void login(long session, byte[] pin) {
    try (Memory memory = new Memory()) {
      module.call(C_Login, session, Ck.CKU_USER, memory.bytes(pin).address(), pin.length);
    } catch (CryptokiFailure refused) {
      unless(refused, ReturnValue.USER_ALREADY_LOGGED_IN);
    }
  }

  @Override
  public long generateKey(long session, Mechanism by, List<Attribute> template) {
    try (Memory memory = new Memory()) {
      long mechanism = memory.mechanism(by).address();
      long attributes = memory.template(template).address();
      return made(out ->
          module.call(
              C_GenerateKey, session, mechanism, attributes, template.size(), out.address()));
    }
  }

  @Override
  public Pair generateKeyPair(
      long session, Mechanism by, List<Attribute> open, List<Attribute> secret) {
    try (Memory memory = new Memory()) {
      MemorySegment handles = memory.words(0, 0);
      module.call(
          C_GenerateKeyPair,
          session,
          memory.mechanism(by).address(),
          memory.template(open).address(),
          open.size(),
          memory.template(secret).address(),
          secret.size(),
          handles.address(),
          handles.address() + Long.BYTES);
      return new Pair(Memory.word(handles, 0), Memory.word(handles, 1));
    }
  }

  @Override
  public long createObject(long session, List<Attribute> template) {
    try (Memory memory = new Memory()) {
      long attributes = memory.template(template).address();
      return made(
          out -> module.call(C_CreateObject, session, attributes, template.size(), out.address()));
    }
  }

  @Override
  public void destroyObject(long session, long object) {
    module.call(C_DestroyObject, session, object);
  }

  @Override
  public List<Long> find(long session, List<Attribute> template, int max) {
    try (Memory memory = new Memory()) {
      MemorySegment some = memory.room(FOUND_AT_ONCE * Long.BYTES);
      MemorySegment count = memory.words(0);
      List<Long> found = new ArrayList<>();
      module.call(C_FindObjectsInit, session, memory.template(template).address(), template.size());
      try {
        do {
          module.call(C_FindObjects, session, some.address(), FOUND_AT_ONCE, count.address());
          found.addAll(Memory.list(some, Memory.word(count, 0)));
        } while (Memory.word(count, 0) > 0 && found.size() < max);
        return found.subList(0, Math.min(max, found.size()));
      } finally {
        module.call(C_FindObjectsFinal, session);
      }
    }
  }

  @Override
  public byte[] attribute(long session, long object, long type) {
    try (Memory memory = new Memory()) {
      MemorySegment value = memory.room(ATTRIBUTE_BYTES_MAX);
      MemorySegment template = memory.words(type, value.address(), ATTRIBUTE_BYTES_MAX);
      module.call(C_GetAttributeValue, session, object, template.address(), 1);
      return Memory.copy(value, Memory.word(template, 2));
    }
  }

  @Override
  public byte[] encrypt(long session, Mechanism by, long key, byte[] data) {
    return transformed(C_EncryptInit, C_Encrypt, session, by, key, data);
  }

  @Override
  public byte[] decrypt(long session, Mechanism by, long key, byte[] data) {
    return transformed(C_DecryptInit, C_Decrypt, session, by, key, data);
  }

  @Override
  public byte[] sign(long session, Mechanism by, long key, byte[] data) {
    return transformed(C_SignInit, C_Sign, session, by, key, data);
  }

  @Override
  public byte[] wrapKey(long session, Mechanism by, long wrapping, long key) {
    try (Memory memory = new Memory()) {
      MemorySegment out = memory.room(RESULT_EXTRA);
      MemorySegment length = memory.words(RESULT_EXTRA);
      module.call(
          C_WrapKey,
          session,
          memory.mechanism(by).address(),
          wrapping,
          key,
          out.address(),
          length.address());
      return Memory.copy(out, Memory.word(length, 0));
    }
  }

  @Override
  public long unwrapKey(
      long session, Mechanism by, long unwrapping, byte[] wrapped, List<Attribute> template) {
    try (Memory memory = new Memory()) {
      long mechanism = memory.mechanism(by).address();
      long bytes = memory.bytes(wrapped).address();
      long attributes = memory.template(template).address();
      return made(out ->
          module.call(
              C_UnwrapKey,
              session,
              mechanism,
              unwrapping,
              bytes,
              wrapped.length,
              attributes,
              template.size(),
              out.address()));
    }
  }

  private byte[] transformed(
      Function init, Function whole, long session, Mechanism by, long key, byte[] data) {
    try (Memory memory = new Memory()) {
      Memory.Prepared mechanism = memory.mechanism(by);
      long room = (long) data.length + RESULT_EXTRA;
      MemorySegment out = memory.room(room);
      MemorySegment length = memory.words(room);
      module.call(init, session, mechanism.address(), key);
      module.call(
          whole,
          session,
          memory.bytes(data).address(),
          data.length,
          out.address(),
          length.address());
      mechanism.after().run();
      return Memory.copy(out, Memory.word(length, 0));
    }
  }

  /// What a function writes one handle to.
  private interface Maker {
    void into(MemorySegment out);
  }

  private static long made(Maker maker) {
    try (Memory memory = new Memory()) {
      MemorySegment out = memory.words(0);
      maker.into(out);
      return Memory.word(out, 0);
    }
  }

  private static void unless(CryptokiFailure refused, ReturnValue fine) {
    if (refused.value().filter(fine::equals).isEmpty()) {
      throw refused;
    }
  }

  private static String text(MemorySegment info, long from, long length) {
    byte[] padded = info.asSlice(from, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(padded, StandardCharsets.UTF_8).strip();
  }
}
