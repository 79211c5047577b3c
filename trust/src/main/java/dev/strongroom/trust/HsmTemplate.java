package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import java.util.ArrayList;
import java.util.List;

/// The attributes that keys get in a token.
final class HsmTemplate {
  private HsmTemplate() {}

  /// A key that stays: nobody, and no other key, ever gets it out.
  static List<Attribute> resident(HsmKeyKind kind, HsmKeyPurpose purpose, String label, byte[] id) {
    List<Attribute> all = use(kind, purpose);
    all.add(Attribute.text(Ck.CKA_LABEL, label));
    all.add(new Attribute(Ck.CKA_ID, id));
    all.add(Attribute.flag(Ck.CKA_TOKEN, true));
    all.add(Attribute.flag(Ck.CKA_EXTRACTABLE, false));
    return List.copyOf(all);
  }

  /// A key on its way, which lasts as long as its session and can be wrapped, but not read.
  static List<Attribute> passing(HsmKeyKind kind, HsmKeyPurpose purpose) {
    List<Attribute> all = use(kind, purpose);
    all.add(Attribute.flag(Ck.CKA_TOKEN, false));
    all.add(Attribute.flag(Ck.CKA_EXTRACTABLE, true));
    return List.copyOf(all);
  }

  private static List<Attribute> use(HsmKeyKind kind, HsmKeyPurpose purpose) {
    boolean use = purpose != HsmKeyPurpose.IMPORT;
    List<Attribute> all = new ArrayList<>(hidden(kind.objectClass(), kind.keyType()));
    switch (kind) {
      case RSA -> {
        all.add(Attribute.flag(Ck.CKA_SIGN, use));
        all.add(Attribute.flag(Ck.CKA_DECRYPT, use));
        all.add(Attribute.flag(Ck.CKA_UNWRAP, !use));
      }
      case EC -> {
        all.add(Attribute.flag(Ck.CKA_SIGN, true));
        all.add(Attribute.flag(Ck.CKA_DECRYPT, false));
        all.add(Attribute.flag(Ck.CKA_UNWRAP, false));
      }
      case OCT -> {
        for (long each : new long[] {Ck.CKA_ENCRYPT, Ck.CKA_DECRYPT, Ck.CKA_WRAP, Ck.CKA_UNWRAP}) {
          all.add(Attribute.flag(each, true));
        }
        all.add(Attribute.flag(Ck.CKA_SIGN, false));
        all.add(Attribute.flag(Ck.CKA_VERIFY, false));
      }
    }
    return all;
  }

  /// The half of a pair that is read once and forgotten with the session.
  static List<Attribute> open(List<Attribute> parameters) {
    List<Attribute> all = new ArrayList<>(parameters);
    all.add(Attribute.number(Ck.CKA_CLASS, Ck.CKO_PUBLIC_KEY));
    all.add(Attribute.flag(Ck.CKA_TOKEN, false));
    all.add(Attribute.flag(Ck.CKA_PRIVATE, false));
    return List.copyOf(all);
  }

  /// A secret of this session that does one thing.
  static List<Attribute> brief(long keyType, long use) {
    return brief(keyType, use, false);
  }

  /// The same, which may also be wrapped itself.
  static List<Attribute> brief(long keyType, long use, boolean extractable) {
    List<Attribute> all = new ArrayList<>(hidden(Ck.CKO_SECRET_KEY, keyType));
    all.add(Attribute.flag(Ck.CKA_TOKEN, false));
    all.add(Attribute.flag(Ck.CKA_EXTRACTABLE, extractable));
    all.add(Attribute.flag(use, true));
    return List.copyOf(all);
  }

  /// Data that passes through the token on its way, in this session only.
  static List<Attribute> data() {
    return List.of(
        Attribute.number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY),
        Attribute.number(Ck.CKA_KEY_TYPE, Ck.CKK_GENERIC_SECRET),
        Attribute.flag(Ck.CKA_TOKEN, false),
        Attribute.flag(Ck.CKA_PRIVATE, true),
        Attribute.flag(Ck.CKA_SENSITIVE, false),
        Attribute.flag(Ck.CKA_EXTRACTABLE, true));
  }

  private static List<Attribute> hidden(long objectClass, long keyType) {
    return List.of(
        Attribute.number(Ck.CKA_CLASS, objectClass),
        Attribute.number(Ck.CKA_KEY_TYPE, keyType),
        Attribute.flag(Ck.CKA_PRIVATE, true),
        Attribute.flag(Ck.CKA_SENSITIVE, true));
  }
}
