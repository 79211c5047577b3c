package dev.strongroom.trust.pkcs11;

import java.util.List;
import java.util.Map;

/// The functions of a PKCS #11 module that we use. Each may block for as long as the hardware
/// likes, and throws [CryptokiFailure] when it does not succeed. A module serves any number of
/// threads; a session serves one at a time.
public interface Cryptoki {
  /// `C_Initialize`. A module that somebody else in this process has initialised is fine.
  void initialize();

  /// `C_Finalize`: ends every session and login of this process.
  void finish();

  /// The slots that have a token in them.
  List<Long> slots();

  TokenInfo token(long slot);

  /// The mechanisms of a slot's token, each with its `CKF_…`.
  Map<Long, Long> mechanisms(long slot);

  /// A session that may read and write.
  long openSession(long slot);

  void closeSession(long session);

  /// Logs every session of this process in as the user. One that is logged in is fine.
  void login(long session, byte[] pin);

  long generateKey(long session, Mechanism by, List<Attribute> template);

  /// The handles of the two halves.
  record Pair(long open, long secret) {}

  Pair generateKeyPair(long session, Mechanism by, List<Attribute> open, List<Attribute> secret);

  long createObject(long session, List<Attribute> template);

  void destroyObject(long session, long object);

  /// At most `max` objects that have all of these attributes.
  List<Long> find(long session, List<Attribute> template, int max);

  /// The value of one attribute.
  byte[] attribute(long session, long object, long type);

  byte[] encrypt(long session, Mechanism by, long key, byte[] data);

  byte[] decrypt(long session, Mechanism by, long key, byte[] data);

  byte[] sign(long session, Mechanism by, long key, byte[] data);

  byte[] wrapKey(long session, Mechanism by, long wrapping, long key);

  long unwrapKey(
      long session, Mechanism by, long unwrapping, byte[] wrapped, List<Attribute> template);
}
