package dev.strongroom.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Signs client assertions, right ones and wrong ones, as the clients of Azure do.
public record SigningAssertions(
    TestCertificate certificate, String client, String tenant, Instant now) {
  private static final String LOGIN = "https://login.corp.test/";

  public static String thumbprint(TestCertificate certificate) {
    return Thumbprints.of(certificate.certificate()).sha1();
  }

  /// Assertions by the names that transcripts call them by.
  public Map<String, String> byName() {
    Map<String, String> all = new LinkedHashMap<>();
    JWTClaimsSet right = claims().build();
    String v2 = LOGIN + tenant + "/oauth2/v2.0/token";
    Thumbprints names = Thumbprints.of(certificate.certificate());
    all.put("assertion", rs256("x5t", names.sha1(), right));
    all.put("assertion-padded", rs256("x5t", names.sha1() + "=", right));
    all.put("assertion-s256", rs256("x5t#S256", names.sha256(), right));
    all.put("assertion-kid", rs256("kid", names.hex(), right));
    all.put("assertion-ps256", signed("PS256", Map.of("x5t#S256", names.sha256()), right));
    all.put("assertion-v1", rs256("x5t", names.sha1(), to(LOGIN + tenant + "/oauth2/token")));
    all.put("assertion-adfs", rs256("x5t", names.sha1(), to(LOGIN + "adfs/oauth2/token")));
    all.put("assertion-unknown-key", rs256("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", right));
    all.put("assertion-rs384", signed("RS384", Map.of("x5t", names.sha1()), right));
    all.put("assertion-other-audience", rs256("x5t", names.sha1(), to("https://evil.test/")));
    all.put("assertion-other-tenant", rs256("x5t", names.sha1(), to(v2.replace(tenant, "x"))));
    all.put(
        "assertion-other-subject",
        rs256("x5t", names.sha1(), claims().subject("somebody").build()));
    all.put(
        "assertion-expired", rs256("x5t", names.sha1(), until(now.minus(Duration.ofMinutes(5)))));
    all.put("assertion-endless", rs256("x5t", names.sha1(), until(now.plus(Duration.ofDays(30)))));
    all.put("assertion-no-end", rs256("x5t", names.sha1(), claims().expirationTime(null).build()));
    all.put("assertion-forged", forged(names.sha1(), right));
    all.put("assertion-hs256", hs256(names.sha1(), right));
    all.put(
        "assertion-foreign",
        rs256("kid", "k1", claims().issuer("https://other.invalid").subject("x").build()));
    all.put(
        "assertion-unreachable",
        rs256(
            "kid",
            "k1",
            claims()
                .issuer("https://issuer.invalid")
                .subject("system:serviceaccount:a:b")
                .audience("api://AzureADTokenExchange")
                .build()));
    return all;
  }

  private JWTClaimsSet to(String audience) {
    return claims().audience(audience).build();
  }

  private JWTClaimsSet until(Instant expires) {
    return claims().expirationTime(Date.from(expires)).build();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(client)
        .subject(client)
        .audience(LOGIN + tenant + "/oauth2/v2.0/token")
        .jwtID("one")
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
  }

  private String rs256(String name, String value, JWTClaimsSet claims) {
    return signed("RS256", Map.of(name, value), claims);
  }

  private String signed(String algorithm, Map<String, Object> names, JWTClaimsSet claims) {
    return sign(algorithm, names, claims, certificate.pair().getPrivate());
  }

  private String forged(String thumbprint, JWTClaimsSet claims) {
    return sign("RS256", Map.of("x5t", thumbprint), claims, Stranger.KEY.pair().getPrivate());
  }

  /// A key that nobody registered, made once.
  private static final class Stranger {
    private static final TestCertificate KEY =
        TestCertificate.rsa(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(1)));
  }

  private String hs256(String thumbprint, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(header("HS256", Map.of("x5t", thumbprint)), claims);
      jwt.sign(new MACSigner(certificate.pair().getPublic().getEncoded()));
      return jwt.serialize();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  public static String sign(
      String algorithm, Map<String, Object> names, JWTClaimsSet claims, PrivateKey by) {
    try {
      SignedJWT jwt = new SignedJWT(header(algorithm, names), claims);
      jwt.sign(
          algorithm.startsWith("ES")
              ? new ECDSASigner((ECPrivateKey) by)
              : new RSASSASigner(by, Set.of(AllowWeakRSAKey.getInstance())));
      return jwt.serialize();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static JWSHeader header(String algorithm, Map<String, Object> names) {
    try {
      Map<String, Object> members = new HashMap<>(names);
      members.put("alg", JWSAlgorithm.parse(algorithm).getName());
      members.putIfAbsent("typ", "JWT");
      return JWSHeader.parse(members);
    } catch (ParseException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
