package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.keys.Notary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the server signs when it releases a key.
class SignedStatementsTest {
  private static final String PAYLOAD = "{\"request\":{},\"response\":{}}";

  private record Signing(Notary notary, String payload) implements Operation<String> {
    @Override
    public String name() {
      return "Signing";
    }

    @Override
    public Action action() {
      return Action.control("test/signing", Action.Effect.READ);
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public String run(Work work) {
      return notary.signing(work.tx(), work.now()).apply(payload.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theServersPublishedKeysVerifyIt(@TempDir Path folder) throws Exception {
    try (AppWorld world = new AppWorld(folder)) {
      String jws = signed(world, PAYLOAD);
      JWSObject parsed = JWSObject.parse(jws);
      assertThat(parsed.getPayload().toString()).isEqualTo(PAYLOAD);
      Response keys =
          world.send(
              "GET",
              "https://login.test/" + AppWorld.TENANT + "/discovery/v2.0/keys",
              Optional.empty(),
              "");
      JWKSet published = JWKSet.parse(new String(keys.body(), StandardCharsets.UTF_8));
      assertThat(
              parsed.verify(
                  new RSASSAVerifier(
                      published.getKeyByKeyId(parsed.getHeader().getKeyID()).toRSAKey())))
          .isTrue();
    }
  }

  @Test
  void itIsNoTokenWhateverStandsInIt(@TempDir Path folder) {
    try (AppWorld world = new AppWorld(folder)) {
      String token = world.ownerToken("vault");
      String claims =
          new String(
              java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
              StandardCharsets.UTF_8);
      Response answer =
          world.send(
              "GET",
              "https://dev.vault.test/keys?api-version=7.4",
              Optional.of(signed(world, claims)),
              "");
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  private static String signed(AppWorld world, String payload) {
    return world.perform(new Signing(world.app().features().releasing().notary(), payload));
  }
}
