package dev.strongroom.trust.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The native memory of one call: what is passed in, and room for what comes out. Closing wipes all
/// of it, because any of it may be a key or a PIN.
final class Memory implements AutoCloseable {
  private static final long WORD = Long.BYTES;
  private static final long GCM_PARAMETERS_WORDS = 6;
  private static final int GCM_TAG_BITS = 128;
  private static final long OAEP_PARAMETERS_WORDS = 5;
  private static final long TEMPORARY_AES_BITS = 256;

  private final Arena arena = Arena.ofConfined();
  private final List<MemorySegment> all = new ArrayList<>();

  MemorySegment room(long bytes) {
    MemorySegment segment = arena.allocate(Math.max(bytes, 1), WORD);
    all.add(segment);
    return segment;
  }

  MemorySegment words(long... values) {
    MemorySegment segment = room(values.length * WORD);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_LONG, 0, values.length);
    return segment;
  }

  MemorySegment bytes(byte[] values) {
    MemorySegment segment = room(values.length);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_BYTE, 0, values.length);
    return segment;
  }

  /// `CK_ATTRIBUTE[]`.
  MemorySegment template(List<Attribute> attributes) {
    long[] words = new long[attributes.size() * 3];
    for (int i = 0; i < attributes.size(); i += 1) {
      Attribute attribute = attributes.get(i);
      MemorySegment value =
          attribute.nested().isEmpty() ? bytes(attribute.value()) : template(attribute.nested());
      words[3 * i] = attribute.type();
      words[3 * i + 1] = value.address();
      words[3 * i + 2] =
          attribute.nested().isEmpty()
              ? attribute.value().length
              : 3 * WORD * attribute.nested().size();
    }
    return words(words);
  }

  /// `CK_MECHANISM`, which stays with its parameter.
  Prepared mechanism(Mechanism mechanism) {
    return switch (mechanism) {
      case Mechanism.Plain(long type) -> new Prepared(words(type, 0, 0), () -> {});
      case Mechanism.Gcm(byte[] nonce, byte[] associated) -> gcm(nonce, associated);
      case Mechanism.Cbc(byte[] iv) -> with(mechanism, bytes(iv), iv.length);
      case Mechanism.Pss(long hash, int salt) ->
          with(mechanism, words(hash, mgf1(hash), salt), 3 * WORD);
      case Mechanism.Oaep oaep -> with(mechanism, oaep(oaep), OAEP_PARAMETERS_WORDS * WORD);
      case Mechanism.RsaAes(Mechanism.Oaep oaep) ->
          with(mechanism, words(TEMPORARY_AES_BITS, oaep(oaep).address()), 2 * WORD);
    };
  }

  private Prepared with(Mechanism mechanism, MemorySegment parameter, long length) {
    return new Prepared(words(mechanism.type(), parameter.address(), length), () -> {});
  }

  private MemorySegment oaep(Mechanism.Oaep oaep) {
    return words(oaep.hash(), mgf1(oaep.hash()), Ck.CKZ_DATA_SPECIFIED, 0, 0);
  }

  private static long mgf1(long hash) {
    if (hash == Ck.CKM_SHA_1) {
      return Ck.CKG_MGF1_SHA1;
    }
    if (hash == Ck.CKM_SHA256) {
      return Ck.CKG_MGF1_SHA256;
    }
    return hash == Ck.CKM_SHA384 ? Ck.CKG_MGF1_SHA384 : Ck.CKG_MGF1_SHA512;
  }

  /// @param after copies back what the token may have changed in the parameter
  record Prepared(MemorySegment mechanism, Runnable after) {
    long address() {
      return mechanism.address();
    }
  }

  private Prepared gcm(byte[] nonce, byte[] associated) {
    MemorySegment chosen = bytes(nonce);
    MemorySegment parameters =
        words(
            chosen.address(),
            nonce.length,
            (long) nonce.length * Byte.SIZE,
            bytes(associated).address(),
            associated.length,
            GCM_TAG_BITS);
    MemorySegment mechanism =
        words(Ck.CKM_AES_GCM, parameters.address(), GCM_PARAMETERS_WORDS * WORD);
    return new Prepared(
        mechanism,
        () -> MemorySegment.copy(chosen, ValueLayout.JAVA_BYTE, 0, nonce, 0, nonce.length));
  }

  static long word(MemorySegment segment, long index) {
    return segment.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  static byte[] copy(MemorySegment segment, long length) {
    return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  static List<Long> list(MemorySegment words, long count) {
    long[] values = words.asSlice(0, count * WORD).toArray(ValueLayout.JAVA_LONG);
    return Arrays.stream(values).boxed().toList();
  }

  @Override
  public void close() {
    all.forEach(segment -> segment.fill((byte) 0));
    arena.close();
  }
}
