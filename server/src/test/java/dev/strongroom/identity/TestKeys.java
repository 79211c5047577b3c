package dev.strongroom.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/// Public keys as issuers publish them.
final class TestKeys {
  private TestKeys() {}

  static String set(String kid, PublicKey key) {
    JWK jwk =
        key instanceof RSAPublicKey rsa
            ? new RSAKey.Builder(rsa).keyID(kid).build()
            : new ECKey.Builder(Curve.P_256, (ECPublicKey) key).keyID(kid).build();
    return new JWKSet(jwk).toString();
  }
}
