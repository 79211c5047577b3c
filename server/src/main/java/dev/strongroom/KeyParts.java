package dev.strongroom;

import dev.strongroom.identity.AttestationTokens;
import dev.strongroom.identity.SignedStatements;
import dev.strongroom.identity.TokenSigner;
import dev.strongroom.identity.TrustedIssuers;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.keys.KeyHomes;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.OpenedKeys;
import dev.strongroom.keys.Releasing;
import dev.strongroom.keys.SoftwareHome;
import dev.strongroom.keys.Workshop;
import dev.strongroom.objects.ObjectLife;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.store.RotationSql;
import dev.strongroom.trust.SoftwareKeys;
import java.util.Optional;

/// The parts of an [App] that keys are made of.
record KeyParts(Stores stores, SoftwareKeys software, App.Seams seams) {
  Keys keys(Sealing sealing, Optional<HsmSide> hsm) {
    return new Keys(
        new ObjectLife<>(ObjectKind.KEY, stores.cryptoKeys(), stores::keyPlace, sealing),
        new RotationSql(),
        new KeyHomes(
            new SoftwareHome(software),
            hsm.map(HsmSide::home),
            Workshop.ofThisMachine(),
            new OpenedKeys(seams.clock())),
        stores.traits(),
        seams.keys());
  }

  /// @param issuers the configured issuers, which are the attestation authorities
  Releasing releasing(TrustedIssuers issuers, TokenSigner signer) {
    AttestationTokens tokens = new AttestationTokens(issuers);
    return new Releasing(
        new KeyAttestor(tokens), new SignedStatements(stores.tokenKeys(), signer)::signing);
  }
}
