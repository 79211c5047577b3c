package dev.strongroom.trust;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// What stands between a stopped server's disk and its root key.
public sealed interface Seal permits FileSeal, PassphraseSeal, Pkcs11Seal, OperatorsSeal {
  /// What every start prints: in plain words, who could open the data.
  String notice();

  /// Whether a root key has been made under this seal.
  boolean exists();

  /// Makes a new root key and puts it under this seal.
  ///
  /// @throws SealRefused when there is one already: it is never overwritten
  RootKey create(SecureRandom random);

  /// The only root key under this seal.
  ///
  /// @throws SealRefused when the root key is not there or the seal does not open
  RootKey unseal(SecureRandom random);

  /// The root key with this check value: after a rotation, the old one lies under the seal too.
  ///
  /// @throws SealRefused when it is not there or the seal does not open
  RootKey unseal(SecureRandom random, String id);

  /// The check values of every root key under this seal, each opened to see that it can be; of a
  /// seal that operators share, what its files say.
  ///
  /// @throws SealRefused when one cannot
  List<String> ids(SecureRandom random);

  /// A new root key that is not under this seal yet, so that its id can be written down before it
  /// is: what a crash leaves behind is known then.
  Draft draft(SecureRandom random);

  /// Ends the root key with this check value; nothing that it wrapped opens again. Nothing happens
  /// when it is not there.
  void destroy(SecureRandom random, String id);

  /// Where the root keys are, in words without secrets; the same for the same place.
  String place();

  /// A root key to be.
  interface Draft {
    String id();

    /// Puts it under the seal.
    RootKey make();
  }

  /// @param found what is there instead
  static SealRefused otherRoot(String found, String wanted) {
    return new SealRefused(
        "The root key that was opened ("
            + found
            + ") is not the one that this database was sealed under ("
            + wanted
            + "): a database and a root key were mixed up. Start with the root key that belongs to"
            + " this database, or put back the database that belongs to this root key.");
  }

  /// Keys beside the root key, where that lies in an HSM and was made or opened.
  default Optional<HsmKeys> hsmKeys(SecureRandom random) {
    return Optional.empty();
  }
}
