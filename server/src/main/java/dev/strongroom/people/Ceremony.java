package dev.strongroom.people;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.RegistrationExtensionAuthenticatorOutput;
import com.webauthn4j.server.ServerProperty;
import dev.strongroom.trust.PasskeyKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A passkey is made or used (WebAuthn level 3, 7.1 and 7.2), as webauthn4j judges it: for this
/// site and this challenge, with its user there and checked, in no frame, by one of three
/// algorithms. Only this file knows the library; it is loaded when the first passkey comes.
///
/// Attestation is not asked for, so what a browser says of it does not count.
///
/// @param site host name (RP id) and origin, as `https://login.S`
/// @param challenge 32 random bytes in base64url
/// @param clientData the JSON that was signed
public record Ceremony(Site site, String challenge, byte[] clientData) {
  private static final int MAX_LENGTH = 8_192;
  private static final boolean USER_VERIFIED = true;
  private static final boolean USER_PRESENT = true;

  public record Site(String host, String origin) {}

  /// @param handle the credential id that the authenticator chose, in base64url
  /// @param spki the public key
  /// @param counter how often it has signed
  record Made(String handle, byte[] spki, long counter) {}

  /// Loaded with the first passkey, not with the server.
  private static final class Library {
    static final WebAuthnManager JUDGE = WebAuthnManager.createNonStrictWebAuthnManager();
    static final List<PublicKeyCredentialParameters> ALGORITHMS =
        List.of(
            of(COSEAlgorithmIdentifier.ES256),
            of(COSEAlgorithmIdentifier.EdDSA),
            of(COSEAlgorithmIdentifier.RS256));

    private Library() {}

    private static PublicKeyCredentialParameters of(COSEAlgorithmIdentifier algorithm) {
      return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
    }
  }

  /// Reads a passkey that was made.
  Made made(byte[] attestationObject) {
    refuseLong(attestationObject);
    try {
      RegistrationData data =
          Library.JUDGE.verify(
              new RegistrationRequest(attestationObject, clientData),
              new RegistrationParameters(
                  expected(), Library.ALGORITHMS, USER_VERIFIED, USER_PRESENT));
      return made(
          Objects.requireNonNull(data.getAttestationObject(), "verified").getAuthenticatorData());
    } catch (RuntimeException unlike) { // whatever the library makes of a stranger's bytes
      throw PeopleErrors.wrongCode();
    }
  }

  private static Made made(AuthenticatorData<RegistrationExtensionAuthenticatorOutput> data) {
    AttestedCredentialData credential =
        Objects.requireNonNull(data.getAttestedCredentialData(), "verified");
    COSEKey key = credential.getCOSEKey();
    byte[] spki =
        Optional.ofNullable(key.getPublicKey())
            .map(PublicKey::getEncoded)
            .filter(encoded -> PasskeyKey.read(encoded).filter(read -> says(key, read)).isPresent())
            .orElseThrow(PeopleErrors::wrongCode);
    String handle =
        Base64.getUrlEncoder().withoutPadding().encodeToString(credential.getCredentialId());
    return new Made(handle, spki, data.getSignCount());
  }

  /// The key decides the algorithm; a passkey that says another is refused.
  private static boolean says(COSEKey key, PublicKey read) {
    return Objects.equals(key.getAlgorithm(), cose(read).getAlgorithm());
  }

  /// Checks a passkey's signature; answers its counter. One that does not grow belongs to a copy.
  long used(Factor.Passkey passkey, byte[] authenticatorData, byte[] signature) {
    refuseLong(authenticatorData);
    refuseLong(signature);
    byte[] id = Base64.getUrlDecoder().decode(passkey.handle());
    try {
      return Objects.requireNonNull(
              Library.JUDGE
                  .verify(
                      new AuthenticationRequest(id, authenticatorData, clientData, signature),
                      new AuthenticationParameters(
                          expected(), known(passkey, id), List.of(id), USER_VERIFIED, USER_PRESENT))
                  .getAuthenticatorData(),
              "verified")
          .getSignCount();
    } catch (RuntimeException unlike) { // as above
      throw PeopleErrors.wrongCode();
    }
  }

  /// What is not known of a passkey's making the library takes as `null`.
  private static CredentialRecordImpl known(Factor.Passkey passkey, byte[] id) {
    COSEKey key =
        PasskeyKey.read(passkey.stored()).map(Ceremony::cose).orElseThrow(PeopleErrors::wrongCode);
    return new CredentialRecordImpl(
        null,
        null,
        null,
        null,
        passkey.counter(),
        new AttestedCredentialData(AAGUID.ZERO, id, key),
        null,
        null,
        null,
        null);
  }

  private static COSEKey cose(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> EC2COSEKey.create(ec, COSEAlgorithmIdentifier.ES256);
      case RSAPublicKey rsa -> RSACOSEKey.create(rsa, COSEAlgorithmIdentifier.RS256);
      case EdECPublicKey ed -> EdDSACOSEKey.create(ed, COSEAlgorithmIdentifier.EdDSA);
      default -> throw PeopleErrors.wrongCode();
    };
  }

  private ServerProperty expected() {
    return ServerProperty.builder()
        .origin(Origin.create(site.origin()))
        .rpId(site.host())
        .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)))
        .build();
  }

  private void refuseLong(byte[] part) {
    if (clientData.length > MAX_LENGTH || part.length > MAX_LENGTH) {
      throw PeopleErrors.wrongCode();
    }
  }

  @Override
  public String toString() {
    return "Ceremony[" + site.host() + "]";
  }
}
