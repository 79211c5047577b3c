package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.process.Operator.Administrator;
import dev.strongroom.process.TlsClient.Answer;
import dev.strongroom.trust.SoftHsm;
import dev.strongroom.trust.SoftHsmFiles;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The memory of a running server whose keys are in an HSM, that made them and uses them, holds no
/// number of their private halves. The test knows these numbers because it opens the token's files,
/// and it finds a software key that is in use in the same memory, so it could find others.
class MemoryImageTest {
  private static final long PRIVATE_EXPONENT = 0x123;
  private static final List<Long> RSA_NUMBERS = List.of(0x124L, 0x125L, 0x126L, 0x127L, 0x128L);
  private static final long MODULUS = 0x120;
  private static final long VALUE = 0x11;
  private static final long LABEL = 0x3;
  private static final int RSA_BYTES = 256;
  private static final int EC_BYTES = 32;
  private static final String DIGEST = "A".repeat(43);
  private static final String API = "?api-version=7.4";

  @TempDir Path folder;
  private Operator operator;
  private Map<String, String> headers = Map.of();

  @Test
  void noPrivateHalfOfAKeyInTheHsmIsInTheMemoryOfTheServer() throws Exception {
    operator = new Operator(folder);
    Files.writeString(operator.file("pin"), SoftHsm.PIN + "\n");
    KeyCanary soft = KeyCanary.fresh();
    try (RemoteToken token = new RemoteToken(folder)) {
      operator.environment(token.environment());
      operator.configure(
          "{type: pkcs11, module: %s, token-label: %s, pin-file: %s}"
              .formatted(RemoteToken.module(), SoftHsm.LABEL, operator.file("pin")),
          "");
      Administrator administrator = operator.initProcess();
      try (ChildProcess server = operator.server()) {
        operator.makeVault(administrator, "premium");
        headers = Operator.bearer(operator.token(administrator, "corp.test", "vault.corp.test"));
        String rsa = ask("POST", "rsa/create", "{\"kty\":\"RSA-HSM\",\"key_size\":2048}");
        String ec = ask("POST", "ec/create", "{\"kty\":\"EC-HSM\",\"crv\":\"P-256\"}");
        ask("POST", "oct/create", "{\"kty\":\"oct-HSM\",\"key_size\":256}");
        ask("PUT", "soft", soft.jwk());
        use();
        MemoryImage image = new MemoryImage().with("soft d", soft.d(), EC_BYTES);
        int known = 0;
        for (Map<Long, byte[]> object :
            SoftHsmFiles.privateObjects(folder.resolve("softhsm"), SoftHsm.PIN)) {
          known += learned(image, object, rsa);
        }
        assertThat(known)
            .as("numbers of two private keys, a symmetric one and the root key")
            .isEqualTo(9);
        assertThat(ec).contains("EC-HSM");
        use();
        Set<String> found = image.found(server.pid());
        assertThat(found).as("the key that is in memory is found").isNotEmpty();
        assertThat(found).as("no other is").allMatch(name -> name.startsWith("soft d"));
      }
    }
  }

  /// How many private numbers this object has.
  private static int learned(MemoryImage image, Map<Long, byte[]> object, String rsa) {
    if (object.containsKey(PRIVATE_EXPONENT)) {
      BigInteger n = number(object, MODULUS);
      assertThat(rsa)
          .contains(
              "\"n\":\""
                  + Base64.getUrlEncoder()
                      .withoutPadding()
                      .encodeToString(BigIntegers.asUnsignedByteArray(n))
                  + "\"");
      assertThat(number(object, 0x124).multiply(number(object, 0x125)))
          .as("these are its primes")
          .isEqualTo(n);
      image.with("rsa d", number(object, PRIVATE_EXPONENT), RSA_BYTES);
      RSA_NUMBERS.forEach(each ->
          image.with("rsa 0x" + Long.toHexString(each), number(object, each), RSA_BYTES / 2));
      return 1 + RSA_NUMBERS.size();
    } else if (object.containsKey(VALUE)) {
      String label = new String(object.getOrDefault(LABEL, new byte[0]), StandardCharsets.UTF_8);
      image.with(label, number(object, VALUE), object.get(VALUE).length);
      return 1;
    }
    return 0;
  }

  private void use() throws Exception {
    for (int i = 0; i < 5; i += 1) {
      ask("POST", "ec//sign", "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}");
      ask("POST", "soft//sign", "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}");
      ask("POST", "rsa//sign", "{\"alg\":\"PS256\",\"value\":\"" + DIGEST + "\"}");
      String sealed =
          ask("POST", "rsa//encrypt", "{\"alg\":\"RSA-OAEP-256\",\"value\":\"" + DIGEST + "\"}");
      String value = sealed.replaceFirst("(?s).*\"value\":\"([^\"]+)\".*", "$1");
      String wrapped =
          ask(
              "POST",
              "oct//wrapkey",
              "{\"alg\":\"CKM_AES_KEY_WRAP_PAD\",\"value\":\"" + DIGEST + "\"}");
      ask(
          "POST",
          "oct//unwrapkey",
          "{\"alg\":\"CKM_AES_KEY_WRAP_PAD\",\"value\":\""
              + wrapped.replaceFirst("(?s).*\"value\":\"([^\"]+)\".*", "$1")
              + "\"}");
      ask("POST", "rsa//decrypt", "{\"alg\":\"RSA-OAEP-256\",\"value\":\"" + value + "\"}");
    }
  }

  private String ask(String method, String what, String body) throws Exception {
    Answer answer =
        operator.send("first.vault.corp.test", method, "/keys/" + what + API, headers, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.text();
  }

  private static BigInteger number(Map<Long, byte[]> object, long attribute) {
    return new BigInteger(1, object.getOrDefault(attribute, new byte[0]));
  }
}
