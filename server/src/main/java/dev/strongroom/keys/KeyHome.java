package dev.strongroom.keys;

import dev.strongroom.trust.KeyOperations;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.PrivateJwk;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Where the private halves of keys live: in this process, or in an HSM. What it calls material is
/// what it wants to be kept, sealed: all of a software key, the address of one in an HSM.
///
/// Every method may take long, throws [dev.strongroom.trust.KeyRefused] for what a caller can
/// cause, and [dev.strongroom.kernel.Problem.Unavailable] when the HSM is away.
public interface KeyHome {
  /// @param exponent of an RSA key, when the caller wants another than the usual one
  Made generate(KeySpec spec, Optional<Integer> exponent);

  /// `key` still belongs to the caller.
  Made take(PrivateJwk key);

  /// Takes a key that came wrapped, as [KeyOperations#receive] gave it; it still belongs to the
  /// caller.
  Made takeReceived(SecretBytes key);

  KeyOperations open(SecretBytes material);

  /// The private half for another party.
  SecretBytes exported(SecretBytes material);

  /// `made` will not be stored after all: whatever was left in an HSM can go.
  void abandon(Made made);
}
