package dev.strongroom.people;

import dev.strongroom.http.Json;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// What a browser says of a passkey: client data up to the first line's end, then what the
/// authenticator says. Bytes that nobody signed sign nobody in, and no passkey is made for another
/// challenge than the one that was given.
public final class PasskeyFuzz {
  private static final String CHALLENGE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  private static final Ceremony.Site SITE =
      new Ceremony.Site("login.corp.test", "https://login.corp.test");
  private static final Factor.Passkey KNOWN = known();

  private PasskeyFuzz() {}

  public static void fuzzerInitialize() {
    fuzzerTestOneInput("{}\nx".getBytes(StandardCharsets.US_ASCII));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    int line = 0;
    while (line < input.length && input[line] != '\n') {
      line += 1;
    }
    byte[] client = Arrays.copyOf(input, line);
    byte[] said = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
    Ceremony ceremony = new Ceremony(SITE, CHALLENGE, client);
    try {
      Ceremony.Made made = ceremony.made(said);
      check(isAnswer(client), "another challenge");
      check(!made.handle().isEmpty() && made.spki().length > 0, "a passkey without a key");
    } catch (Refused refused) {
      refused.problem();
    }
    check(!isUsed(ceremony, said), "what nobody signed was taken");
  }

  /// The last character of the challenge has bits that mean nothing.
  private static boolean isAnswer(byte[] client) {
    Base64.Decoder decoder = Base64.getUrlDecoder();
    String told = Json.parse(client).text("challenge").orElse("");
    return Arrays.equals(decoder.decode(told), decoder.decode(CHALLENGE));
  }

  private static boolean isUsed(Ceremony ceremony, byte[] said) {
    int half = said.length / 2;
    try {
      ceremony.used(KNOWN, Arrays.copyOf(said, half), Arrays.copyOfRange(said, half, said.length));
      return true;
    } catch (Refused refused) {
      return false;
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private static Factor.Passkey known() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new Factor.Passkey(
          CredentialId.of("aaaaaaaa-0000-4000-8000-000000000001"),
          PrincipalId.of("aaaaaaaa-0000-4000-8000-000000000002"),
          "Passkey",
          Instant.EPOCH,
          "YS1jcmVkZW50aWFsLWlkIQ",
          SecretBytes.owning(generator.generateKeyPair().getPublic().getEncoded()),
          3);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
