package dev.strongroom.keys;

import dev.strongroom.kernel.Work;
import dev.strongroom.trust.HsmEvidence;
import dev.strongroom.trust.HsmKeyPurpose;
import dev.strongroom.trust.KeyOperations;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.KeyTransport;
import dev.strongroom.trust.PrivateJwk;
import dev.strongroom.trust.PublicJwk;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Where the private halves of keys live: in this process, or in an HSM. What it calls material is
/// what it wants to be kept, sealed: all of a software key, the address of one in an HSM.
///
/// Every method may take long, throws [dev.strongroom.trust.KeyRefused] for what a caller can
/// cause, and [dev.strongroom.kernel.Problem.Unavailable] when the HSM is away.
public interface KeyHome {
  /// What is to be made.
  ///
  /// @param exponent of an RSA key, when the caller wants another than the usual one
  record Order(KeySpec spec, Optional<Integer> exponent, HsmKeyPurpose purpose) {}

  /// A key that comes wrapped for another one of this home.
  ///
  /// @param under the material of that one
  /// @param type of the key that comes
  record Wrapped(
      SecretBytes under,
      KeyTransport transport,
      byte[] bytes,
      KeyType type,
      HsmKeyPurpose purpose) {}

  Made generate(Order order, KeyPlace place);

  /// `key` still belongs to the caller.
  Made take(PrivateJwk key, HsmKeyPurpose purpose, KeyPlace place);

  Made takeWrapped(Wrapped key, KeyPlace place);

  /// Brings back a version out of a backup, whose material still belongs to the caller.
  Made restore(SecretBytes material, KeyPlace place);

  /// `made` is being stored, in this transaction.
  void keep(Work work, Made made);

  KeyOperations open(SecretBytes material);

  /// What an HSM says of a key in it; empty for a key that is in none.
  Optional<HsmEvidence> evidence(SecretBytes material);

  /// Whether what was made does that, and no more.
  boolean suits(Made made, HsmKeyPurpose purpose);

  /// The private half for another party, wrapped for its key.
  byte[] released(SecretBytes material, PublicJwk.Rsa recipient, KeyTransport transport);

  /// `made` will not be stored after all: whatever was left in an HSM can go.
  void abandon(Made made);
}
