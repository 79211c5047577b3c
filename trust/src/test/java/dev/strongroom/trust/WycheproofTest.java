package dev.strongroom.trust;

import dev.strongroom.trust.Vectors.Case;
import dev.strongroom.trust.Vectors.Group;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vectors of Project Wycheproof, through the doors that the server uses, with both sets of
/// providers. `./verify` fetches them and says where they are; a test that finds too few fails.
@EnabledIfSystemProperty(named = "wycheproof.dir", matches = ".+")
class WycheproofTest {
  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_p1363_test, ES256, P_256",
    "ecdsa_secp256k1_sha256_p1363_test, ES256K, P_256K",
    "ecdsa_secp384r1_sha384_p1363_test, ES384, P_384",
    "ecdsa_secp521r1_sha512_p1363_test, ES512, P_521"
  })
  void ecdsa(String file, SignatureAlgorithm algorithm, KeySpec.Ec spec) throws IOException {
    Wycheproof.each(
        file,
        200,
        Wycheproof.VALID,
        (providers, group) -> {
          byte[] x = Der.fixed(group.number("publicKey", "wx"), spec.bytes());
          byte[] y = Der.fixed(group.number("publicKey", "wy"), spec.bytes());
          return Optional.of(
              Wycheproof.verifier(
                  Wycheproof.keys(providers).open(new PublicJwk.Ec(spec, x, y)), algorithm));
        });
  }

  /// "Acceptable" signatures leave out a NULL: we do not accept them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa_signature_2048_sha256_test",
        "rsa_signature_2048_sha384_test",
        "rsa_signature_2048_sha512_test",
        "rsa_signature_3072_sha256_test",
        "rsa_signature_3072_sha384_test",
        "rsa_signature_3072_sha512_test",
        "rsa_signature_4096_sha256_test",
        "rsa_signature_4096_sha384_test",
        "rsa_signature_4096_sha512_test"
      })
  void rsaPkcs1Signature(String file) throws IOException {
    Wycheproof.each(
        file,
        200,
        Wycheproof.VALID,
        (providers, group) ->
            Optional.of(
                Wycheproof.verifier(
                    Wycheproof.rsa(providers, group), Wycheproof.algorithm("RS", group))));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa_pss_2048_sha256_mgf1_32_test, 100",
    "rsa_pss_3072_sha256_mgf1_32_test, 100",
    "rsa_pss_4096_sha256_mgf1_32_test, 100",
    "rsa_pss_2048_sha384_mgf1_48_test, 100",
    "rsa_pss_4096_sha384_mgf1_48_test, 100",
    "rsa_pss_4096_sha512_mgf1_64_test, 100",
    "rsa_pss_misc_test, 3"
  })
  void rsaPss(String file, int atLeast) throws IOException {
    Wycheproof.each(
        file,
        atLeast,
        Wycheproof.VALID,
        (providers, group) ->
            isOfJose(group)
                ? Optional.of(
                    Wycheproof.verifier(
                        Wycheproof.rsa(providers, group), Wycheproof.algorithm("PS", group)))
                : Optional.empty());
  }

  private static boolean isOfJose(Group group) {
    return group.number("keySize") >= 2048
        && group.text("sha").matches("SHA-(256|384|512)")
        && group.text("sha").equals(group.fields().get("mgfSha"))
        && group.number("sLen") * Byte.SIZE == Integer.parseInt(group.text("sha").substring(4));
  }

  /// JOSE's PSS has a salt as long as the hash; a signature with another salt is none. One case
  /// that is wrong in its file is right for us.
  @ParameterizedTest
  @ValueSource(strings = {"rsa_pss_2048_sha256_mgf1_0_test", "rsa_pss_4096_sha512_mgf1_32_test"})
  void rsaPssWithAnotherSalt(String file) throws IOException {
    Wycheproof.each(
        file,
        100,
        (group, one) -> one.comment().equals("s_len changed to 32"),
        (providers, group) ->
            Optional.of(
                Wycheproof.verifier(
                    Wycheproof.rsa(providers, group), Wycheproof.algorithm("PS", group))));
  }

  /// "Acceptable" are keys with primes of different lengths: we refuse them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa_pkcs1_2048_sig_gen_test",
        "rsa_pkcs1_3072_sig_gen_test",
        "rsa_pkcs1_4096_sig_gen_test"
      })
  void rsaSignatureIsTheSame(String file) throws IOException {
    Wycheproof.each(
        file,
        5,
        Wycheproof.VALID,
        (providers, group) -> {
          if (!group.text("sha").matches("SHA-(256|384|512)")) {
            return Optional.empty();
          }
          SignatureAlgorithm algorithm = Wycheproof.algorithm("RS", group);
          return Optional.of(one ->
              Wycheproof.refusedIsFalse(() -> {
                byte[] ours =
                    Wycheproof.imported(providers, group)
                        .sign(algorithm, Wycheproof.input(algorithm, one));
                return Arrays.equals(ours, one.bytes("sig"));
              }));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "rsa_pkcs1_2048_test, RSA1_5",
    "rsa_pkcs1_3072_test, RSA1_5",
    "rsa_pkcs1_4096_test, RSA1_5",
    "rsa_oaep_2048_sha1_mgf1sha1_test, RSA_OAEP",
    "rsa_oaep_2048_sha256_mgf1sha256_test, RSA_OAEP_256",
    "rsa_oaep_3072_sha256_mgf1sha256_test, RSA_OAEP_256",
    "rsa_oaep_4096_sha256_mgf1sha256_test, RSA_OAEP_256"
  })
  void rsaDecryption(String file, EncryptionAlgorithm algorithm) throws IOException {
    Wycheproof.each(
        file,
        20,
        (group, one) -> one.isValid() && !one.flagged("EncryptionWithLabel"),
        (providers, group) -> {
          SoftwareKey key = Wycheproof.imported(providers, group);
          return Optional.of(one ->
              Wycheproof.gives(one, () -> key.decrypt(algorithm, Ciphertext.of(one.bytes("ct")))));
        });
  }

  @Test
  void rsaDecryptionOfOddMessages() throws IOException {
    Wycheproof.each(
        "rsa_oaep_misc_test",
        18,
        Wycheproof.VALID,
        (providers, group) -> {
          String hash = group.text("sha");
          if (KeySpec.Rsa.ofBits(group.number("keySize")).isEmpty()
              || !hash.equals(group.fields().get("mgfSha"))
              || !hash.matches("SHA-(1|256)")) {
            return Optional.empty();
          }
          EncryptionAlgorithm algorithm =
              hash.equals("SHA-1")
                  ? EncryptionAlgorithm.RSA_OAEP
                  : EncryptionAlgorithm.RSA_OAEP_256;
          SoftwareKey key = Wycheproof.imported(providers, group);
          return Optional.of(one ->
              Wycheproof.gives(one, () -> key.decrypt(algorithm, Ciphertext.of(one.bytes("ct")))));
        });
  }

  /// OAEP of Azure has the same hash in both places; what was masked with another opens nowhere.
  @ParameterizedTest
  @CsvSource({
    "rsa_oaep_2048_sha256_mgf1sha1_test, RSA_OAEP_256",
    "rsa_oaep_2048_sha256_mgf1sha1_test, RSA_OAEP",
    "rsa_oaep_3072_sha256_mgf1sha1_test, RSA_OAEP_256",
    "rsa_oaep_2048_sha384_mgf1sha1_test, RSA_OAEP",
    "rsa_oaep_2048_sha512_mgf1sha512_test, RSA_OAEP_256"
  })
  void rsaDecryptionWithAnotherHash(String file, EncryptionAlgorithm algorithm) throws IOException {
    Wycheproof.each(
        file,
        20,
        Wycheproof.NONE,
        (providers, group) -> {
          SoftwareKey key = Wycheproof.imported(providers, group);
          return Optional.of(one ->
              Wycheproof.gives(one, () -> key.decrypt(algorithm, Ciphertext.of(one.bytes("ct")))));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa_three_primes_oaep_2048_sha1_mgf1sha1_test",
        "rsa_three_primes_oaep_3072_sha224_mgf1sha224_test",
        "rsa_three_primes_oaep_4096_sha256_mgf1sha256_test"
      })
  void keysOfThreePrimesAreRefused(String file) throws IOException {
    Wycheproof.each(
        file,
        5,
        Wycheproof.NONE,
        (providers, group) ->
            Optional.of(one -> Wycheproof.gives(one, () -> key(providers, group))));
  }

  private static SecretBytes key(Providers providers, Group group) {
    return Wycheproof.imported(providers, group).exported();
  }

  @Test
  void aesGcm() throws IOException {
    Wycheproof.each(
        "aes_gcm_test",
        150,
        Wycheproof.VALID,
        (providers, group) -> {
          EncryptionAlgorithm algorithm = Wycheproof.aes(group, "GCM");
          return group.number("ivSize") != 96 || group.number("tagSize") != 128
              ? Optional.empty()
              : Optional.of(one ->
                  Wycheproof.opens(providers, algorithm, one) && Wycheproof.seals(algorithm, one));
        });
  }

  @Test
  void aesGcmWithAnotherNonce() throws IOException {
    Wycheproof.each(
        "aes_gcm_test",
        50,
        Wycheproof.NONE,
        (providers, group) ->
            group.number("ivSize") == 96
                ? Optional.empty()
                : Optional.of(
                    one -> Wycheproof.opens(providers, Wycheproof.aes(group, "GCM"), one)));
  }

  @Test
  void aesCbcPadded() throws IOException {
    Wycheproof.each(
        "aes_cbc_pkcs5_test",
        200,
        Wycheproof.VALID,
        (providers, group) -> {
          EncryptionAlgorithm algorithm = Wycheproof.aes(group, "CBCPAD");
          return Optional.of(one -> Wycheproof.opens(providers, algorithm, one));
        });
  }

  /// Shorter keys than RFC 3394 wraps are "acceptable"; we refuse them.
  @ParameterizedTest
  @CsvSource({"aes_wrap_test, CKM_AES_KEY_WRAP", "aes_kwp_test, CKM_AES_KEY_WRAP_PAD"})
  void aesKeyWrap(String file, EncryptionAlgorithm algorithm) throws IOException {
    Wycheproof.each(
        file,
        150,
        Wycheproof.VALID,
        (providers, group) ->
            Optional.of(one -> {
              SoftwareKey key = Wycheproof.oct(Wycheproof.keys(providers), one);
              return Wycheproof.gives(one, () -> key.unwrap(algorithm, one.bytes("ct")))
                  && Arrays.equals(
                      key.wrap(algorithm, SecretBytes.owning(one.bytes("msg"))), one.bytes("ct"));
            }));
  }

  /// A truncated tag is none.
  @ParameterizedTest
  @CsvSource({
    "hmac_sha256_test, HS256, 256",
    "hmac_sha384_test, HS384, 384",
    "hmac_sha512_test, HS512, 512"
  })
  void hmac(String file, SignatureAlgorithm algorithm, int tagBits) throws IOException {
    Wycheproof.each(
        file,
        algorithm == SignatureAlgorithm.HS256 ? 100 : 1,
        (group, one) -> one.isValid() && group.number("tagSize") == tagBits,
        (providers, group) ->
            KeySpec.Oct.ofBits(group.number("keySize")).isEmpty()
                ? Optional.empty()
                : Optional.of(one ->
                    Wycheproof.oct(Wycheproof.keys(providers), one)
                        .verify(
                            algorithm,
                            new SignatureInput.Value(one.bytes("msg")),
                            one.bytes("tag"))));
  }

  @ParameterizedTest
  @CsvSource({
    "mldsa_44_verify_test, ML_DSA_44",
    "mldsa_65_verify_test, ML_DSA_65",
    "mldsa_87_verify_test, ML_DSA_87"
  })
  void mlDsaVerify(String file, KeySpec.MlDsa spec) throws IOException {
    Wycheproof.each(
        file,
        100,
        Wycheproof.VALID,
        (providers, group) ->
            Optional.of(one ->
                Wycheproof.refusedIsFalse(() ->
                    Wycheproof.keys(providers)
                        .open(new PublicJwk.MlDsa(spec, group.bytes("publicKey")))
                        .verify(SignatureAlgorithm.of(spec), message(one), one.bytes("sig")))));
  }

  /// Signing has chance in it, so ours is verified and theirs is too.
  @ParameterizedTest
  @CsvSource({
    "mldsa_44_sign_seed_test, ML_DSA_44",
    "mldsa_65_sign_seed_test, ML_DSA_65",
    "mldsa_87_sign_seed_test, ML_DSA_87"
  })
  void mlDsaSign(String file, KeySpec.MlDsa spec) throws IOException {
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(spec);
    Wycheproof.each(
        file,
        50,
        Wycheproof.VALID,
        (providers, group) ->
            Optional.of(one ->
                Wycheproof.refusedIsFalse(() -> {
                  SecretBytes seed = SecretBytes.owning(group.bytes("privateSeed"));
                  SoftwareKey key =
                      Wycheproof.keys(providers)
                          .importJwk(new PrivateJwk.MlDsa(spec, group.optional("publicKey"), seed));
                  byte[] ours = key.sign(algorithm, message(one));
                  return key.verify(algorithm, message(one), ours)
                      && key.verify(algorithm, message(one), one.bytes("sig"))
                      && key.verify(algorithm, mu(one), ours);
                })));
  }

  private static SignatureInput mu(Case one) {
    return one.has("mu") ? new SignatureInput.ExternalMu(one.bytes("mu")) : message(one);
  }

  /// A case has a message, with or without a context, or only mu.
  private static SignatureInput message(Case one) {
    if (!one.has("msg")) {
      return mu(one);
    }
    return one.has("ctx")
        ? new SignatureInput.InContext(one.bytes("msg"), one.bytes("ctx"))
        : new SignatureInput.Value(one.bytes("msg"));
  }
}
