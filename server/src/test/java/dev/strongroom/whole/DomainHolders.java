package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import dev.strongroom.http.JsonValue;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The security domain from its holders' side, with no code of the server's: shares are decrypted
/// and joined, the domain is opened, and encrypted to another HSM, as `az keyvault security-domain`
/// does it.
final class DomainHolders {
  static final String TAG = "strongroom-domain-key";

  private static final BigInteger PRIME = BigInteger.valueOf(257);

  private DomainHolders() {}

  record Holder(KeyPair pair, byte[] certificate) {
    static Holder make() throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      X500Principal name = new X500Principal("CN=holder");
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ONE,
                  new Date(0),
                  new Date(Long.MAX_VALUE >> 20),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
              .getEncoded();
      return new Holder(pair, certificate);
    }
  }

  static List<Holder> three() throws Exception {
    return List.of(Holder.make(), Holder.make(), Holder.make());
  }

  static String returning(byte[] certificate, byte[] key, String tag) throws Exception {
    byte[] master = new byte[32];
    new java.util.Random(7).nextBytes(master);
    JWEObject data =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256CBC_HS512)
                .keyID(tag)
                .build(),
            new Payload(key));
    data.encrypt(new DirectEncrypter(derived(master, tag)));
    RSAPublicKey to =
        (RSAPublicKey)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate))
                .getPublicKey();
    JWEObject wrapped =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256CBC_HS512),
            new Payload(master));
    wrapped.encrypt(new RSAEncrypter(to));
    return "{\"EncData\":{\"data\":[{\"compact_jwe\":\""
        + data.serialize()
        + "\",\"tag\":\""
        + tag
        + "\"}],\"kdf\":\"sp108_kdf\"},\"WrappedKey\":{\"enc_key\":\""
        + wrapped.serialize()
        + "\",\"x5t_256\":\"\"}}";
  }

  static byte[] domainKey(JsonValue domain, List<Holder> holders) throws Exception {
    JsonValue data = domain.member("EncData").orElseThrow();
    assertThat(data.text("kdf")).contains("sp108_kdf");
    JsonValue datum = data.items("data").getFirst();
    JWEObject parcel = JWEObject.parse(datum.text("compact_jwe").orElseThrow());
    String tag = datum.text("tag").orElseThrow();
    parcel.decrypt(new DirectDecrypter(derived(master(domain, holders), tag)));
    return parcel.getPayload().toBytes();
  }

  /// Joins the shares by Lagrange's formula at zero, over the numbers modulo 257.
  static byte[] master(JsonValue domain, List<Holder> holders) throws Exception {
    List<byte[]> shares = new ArrayList<>();
    for (Holder holder : holders) {
      shares.add(share(domain, holder));
    }
    byte[] secret = new byte[shares.getFirst().length / 2];
    for (int at = 0; at < secret.length; at += 1) {
      BigInteger sum = BigInteger.ZERO;
      for (byte[] one : shares) {
        BigInteger term = BigInteger.valueOf(word(one, at) & 0x1ff);
        for (byte[] other : shares) {
          if (other != one) {
            BigInteger x = BigInteger.valueOf(word(other, at) >> 9);
            BigInteger own = BigInteger.valueOf(word(one, at) >> 9);
            term = term.multiply(x).multiply(x.subtract(own).modInverse(PRIME));
          }
        }
        sum = sum.add(term);
      }
      secret[at] = (byte) sum.mod(PRIME).intValue();
    }
    return secret;
  }

  private static int word(byte[] share, int at) {
    return (share[2 * at] & 0xff) | (share[2 * at + 1] & 0xff) << 8;
  }

  private static byte[] share(JsonValue domain, Holder holder) throws Exception {
    byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(holder.certificate());
    String thumbprint = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    JsonValue shared = domain.member("SharedKeys").orElseThrow();
    assertThat(shared.text("key_algorithm")).contains("shamir_share");
    for (JsonValue one : shared.items("enc_shares")) {
      if (one.text("x5t_256").orElseThrow().equals(thumbprint)) {
        JWEObject parcel = JWEObject.parse(one.text("enc_key").orElseThrow());
        parcel.decrypt(new RSADecrypter(holder.pair().getPrivate()));
        return parcel.getPayload().toBytes();
      }
    }
    throw new AssertionError("no share for this holder");
  }

  private static byte[] derived(byte[] master, String tag) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA512");
    mac.init(new SecretKeySpec(master, "HmacSHA512"));
    mac.update(ByteBuffer.allocate(4).putInt(1).array());
    mac.update(tag.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(ByteBuffer.allocate(4).putInt(512).array());
    return mac.doFinal();
  }
}
