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
import dev.strongroom.trust.SoftwareKey;
import dev.strongroom.trust.SoftwareKeys;
import java.util.Optional;

/// Keys in this process.
public record SoftwareHome(SoftwareKeys keys) implements KeyHome {
  @Override
  public Made generate(Order order, KeyPlace place) {
    return made(
        order.spec() instanceof KeySpec.Rsa rsa
            ? keys.generate(rsa, order.exponent().orElse(SoftwareKeys.USUAL_EXPONENT))
            : keys.generate(order.spec()));
  }

  @Override
  public Made take(PrivateJwk key, HsmKeyPurpose purpose, KeyPlace place) {
    return made(keys.importJwk(key));
  }

  @Override
  public Made takeWrapped(Wrapped key, KeyPlace place) {
    try (SoftwareKey under = keys.decode(key.under());
        SecretBytes received = under.receive(key.transport(), key.bytes())) {
      return key.type() == KeyType.OCT
          ? made(keys.importJwk(new PrivateJwk.Oct(received)))
          : made(keys.importPkcs8(received));
    }
  }

  @Override
  public Made restore(SecretBytes material, KeyPlace place) {
    return made(keys.decode(material));
  }

  /// What is stored is all there is.
  @Override
  public void keep(Work work, Made made) {}

  @Override
  public KeyOperations open(SecretBytes material) {
    return keys.decode(material);
  }

  @Override
  public Optional<HsmEvidence> evidence(SecretBytes material) {
    return Optional.empty();
  }

  @Override
  public boolean suits(Made made, HsmKeyPurpose purpose) {
    return true;
  }

  @Override
  public byte[] released(SecretBytes material, PublicJwk.Rsa recipient, KeyTransport transport) {
    try (SoftwareKey key = keys.decode(material);
        SecretBytes exported = key.exported()) {
      return keys.send(recipient, transport, exported);
    }
  }

  @Override
  public void abandon(Made made) {
    made.close();
  }

  private static Made made(SoftwareKey key) {
    try (key) {
      return new Made(key.spec(), key.publicJwk(), key.encoded());
    }
  }
}
