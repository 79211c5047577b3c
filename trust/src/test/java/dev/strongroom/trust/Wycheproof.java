package dev.strongroom.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.trust.Vectors.Case;
import dev.strongroom.trust.Vectors.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How the vectors of Project Wycheproof are read and held against keys, with both sets of
/// providers.
final class Wycheproof {
  private static final List<Providers> BOTH =
      List.of(Providers.detect(System.getLogger(Wycheproof.class.getName())), Providers.jdkOnly());
  static final Expected VALID = (group, one) -> one.result().equals("valid");
  static final Expected NONE = (group, one) -> false;

  private Wycheproof() {}

  interface Check {
    boolean accepts(Case one);
  }

  /// Empty for a group that is about something which we do not offer.
  interface Setup {
    Optional<Check> of(Providers providers, Group group);
  }

  interface Expected {
    boolean of(Group group, Case one);
  }

  static void each(String file, int atLeast, Expected expected, Setup setup) throws IOException {
    Path path = Path.of(System.getProperty("wycheproof.dir"), "testvectors_v1", file + ".json");
    for (Providers providers : BOTH) {
      int done = 0;
      for (Group group : Vectors.read(path).groups()) {
        Optional<Check> check = setup.of(providers, group);
        for (Case one : check.isPresent() ? group.cases() : List.<Case>of()) {
          assertThat(check.orElseThrow().accepts(one))
              .as("%s %s", file, one)
              .isEqualTo(expected.of(group, one));
          done += 1;
        }
      }
      assertThat(done).as("vectors of %s", file).isGreaterThanOrEqualTo(atLeast);
    }
  }

  static SoftwareKeys keys(Providers providers) {
    return new SoftwareKeys(providers, new SecureRandom());
  }

  static PublicKeyOperations rsa(Providers providers, Group group) {
    byte[] n = Der.unsigned(group.number("publicKey", "modulus"));
    byte[] e = Der.unsigned(group.number("publicKey", "publicExponent"));
    KeySpec.Rsa spec = KeySpec.Rsa.ofBits(n.length * Byte.SIZE).orElseThrow();
    return keys(providers).open(new PublicJwk.Rsa(spec, n, e));
  }

  static SoftwareKey imported(Providers providers, Group group) {
    return keys(providers).importPkcs8(SecretBytes.owning(group.bytes("privateKeyPkcs8")));
  }

  static SoftwareKey oct(SoftwareKeys keys, Case one) {
    return keys.importJwk(new PrivateJwk.Oct(SecretBytes.owning(one.bytes("key"))));
  }

  static SignatureAlgorithm algorithm(String prefix, Group group) {
    return SignatureAlgorithm.named(prefix + group.text("sha").substring(4)).orElseThrow();
  }

  static EncryptionAlgorithm aes(Group group, String mode) {
    return EncryptionAlgorithm.named("A" + group.number("keySize") + mode).orElseThrow();
  }

  static Check verifier(PublicKeyOperations key, SignatureAlgorithm algorithm) {
    return one -> key.verify(algorithm, input(algorithm, one), one.bytes("sig"));
  }

  static SignatureInput input(SignatureAlgorithm algorithm, Case one) {
    return new SignatureInput.Value(algorithm.hash().start().digest(one.bytes("msg")));
  }

  static boolean opens(Providers providers, EncryptionAlgorithm algorithm, Case one) {
    Optional<byte[]> aad = Optional.of("aad").filter(one::has).map(one::bytes);
    Optional<byte[]> tag = Optional.of("tag").filter(one::has).map(one::bytes);
    Ciphertext sealed = new Ciphertext(one.bytes("ct"), Optional.of(one.bytes("iv")), aad, tag);
    return gives(one, () -> oct(keys(providers), one).decrypt(algorithm, sealed));
  }

  /// Encrypts with the vector's nonce as what chance gives.
  static boolean seals(EncryptionAlgorithm algorithm, Case one) {
    SoftwareKey key =
        oct(new SoftwareKeys(Providers.jdkOnly(), new GivenRandom(one.bytes("iv"))), one);
    Ciphertext sealed =
        key.encrypt(
            algorithm,
            SecretBytes.owning(one.bytes("msg")),
            Optional.empty(),
            Optional.of(one.bytes("aad")));
    return Arrays.equals(sealed.bytes(), one.bytes("ct"))
        && Arrays.equals(sealed.tag().orElseThrow(), one.bytes("tag"));
  }

  static boolean gives(Case one, Supplier<SecretBytes> work) {
    return refusedIsFalse(() -> work.get().equals(SecretBytes.owning(one.bytes("msg"))));
  }

  /// Only what the code promises to answer with counts as a refusal; anything else fails the test.
  static boolean refusedIsFalse(Supplier<Boolean> work) {
    try {
      return work.get();
    } catch (KeyRefused | Tampered refused) {
      return false;
    }
  }
}
