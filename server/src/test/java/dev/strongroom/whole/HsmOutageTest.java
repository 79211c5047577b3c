package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.audit.AuditReader;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.trust.FaultyModule;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.HsmPin;
import dev.strongroom.trust.Pkcs11Seal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftHsm;
import dev.strongroom.trust.pkcs11.ReturnValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole server on a real token that goes away: what is unwrapped is served, what needs the HSM
/// waits, and nobody has to do anything when it is back.
class HsmOutageTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final String API = "?api-version=7.4";
  private static final String VALUE = "{\"value\":\"kept\"}";

  @TempDir private Path folder;
  private SoftHsm hsm;
  private FaultyModule module;
  private AppWorld world;
  private String token;

  @BeforeEach
  void serverOnAToken() {
    hsm = SoftHsm.fresh(folder);
    module = new FaultyModule(hsm.module());
    start();
    assertThat(secret("dev", "PUT", VALUE).status()).isEqualTo(200);
    makeVault("other");
    assertThat(secret("other", "PUT", VALUE).status()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    module.goOn();
    world.close();
  }

  @Test
  void whatIsUnwrappedIsServedAndTheRestWaits() throws Exception {
    restartWith("dev");
    hsm.remove();
    Response refused = secret("other", "GET", "");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(header(refused, "Retry-After"))
        .hasValueSatisfying(s -> assertThat(s).matches("[0-9]+"));
    assertThat(text(refused)).contains("ServiceUnavailable").contains("HSM");
    assertThat(text(refused)).doesNotContain("kept").doesNotContain(SoftHsm.LABEL);
    assertThat(secret("dev", "GET", "").status()).isEqualTo(200);
    assertThat(secret("dev", "PUT", VALUE).status()).as("a write under an open key").isEqualTo(200);
    Response vault = putVault("third");
    assertThat(vault.status()).as(text(vault)).isEqualTo(503);
    assertThat(header(vault, "Retry-After")).isPresent();

    hsm.putBack();
    untilServed("other");
    assertThat(text(secret("other", "GET", ""))).contains("kept");
    assertThat(putVault("third").status()).isEqualTo(201);
  }

  @Test
  void aKeyThatIsOpenStaysOpenAsLongAsTheHsmIsAway() {
    hsm.remove();
    assertThat(putVault("third").status()).isEqualTo(503);
    for (int minute = 0; minute < 90; minute += 1) {
      world.app().lookAtRootKey();
      world.pass(Duration.ofMinutes(1));
    }
    world.app().lookAtRootKey();
    token = world.ownerToken("vault");
    assertThat(secret("dev", "GET", "").status()).isEqualTo(200);
    hsm.putBack();
  }

  @Test
  void anOutageIsRecordedOnceAndSoIsItsEnd() throws Exception {
    hsm.remove();
    for (int i = 0; i < 3; i += 1) {
      assertThat(putVault("third").status()).isEqualTo(503);
      world.app().lookAtRootKey();
    }
    assertThat(recorded("RootKeyAway")).hasSize(1);
    assertThat(recorded("RootKeyBack")).isEmpty();
    hsm.putBack();
    untilMade("third");
    world.app().lookAtRootKey();
    world.app().lookAtRootKey();
    assertThat(recorded("RootKeyAway")).hasSize(1);
    assertThat(recorded("RootKeyBack")).hasSize(1);
  }

  /// A module may answer anything; the caller sees success or 503, and what it is told to repeat
  /// succeeds.
  @ParameterizedTest
  @EnumSource(
      value = ReturnValue.class,
      names = {
        "DEVICE_REMOVED",
        "DEVICE_ERROR",
        "SESSION_HANDLE_INVALID",
        "USER_NOT_LOGGED_IN",
        "GENERAL_ERROR",
        "TOKEN_NOT_PRESENT"
      })
  void whateverTheModuleAnswersNoVaultIsHalfMade(ReturnValue answer) throws Exception {
    module.failing(name ->
        List.of("encrypt", "decrypt", "wrap", "unwrap").contains(name)
            ? Optional.of(answer)
            : Optional.empty());
    Response refused = putVault("third");
    assertThat(refused.status()).as(text(refused)).isEqualTo(503);
    assertThat(secret("dev", "GET", "").status()).isEqualTo(200);
    module.failing(_ -> Optional.empty());
    untilMade("third");
  }

  @Test
  void aModuleThatHangsHoldsNobodyForLong() throws Exception {
    restartWith("dev");
    module.hang();
    assertThat(secret("other", "GET", "").status()).isEqualTo(503);
    assertThat(secret("dev", "GET", "").status()).isEqualTo(200);
    module.goOn();
    untilServed("other");
  }

  private void start() {
    Pkcs11Seal.Settings settings =
        new Pkcs11Seal.Settings(
            Path.of("/given"),
            new HsmAddress.Labelled(SoftHsm.LABEL),
            "root",
            new HsmLimits(
                2,
                Duration.ofSeconds(5),
                Duration.ofMillis(30),
                Duration.ofMillis(200),
                Duration.ofMillis(100)),
            true);
    HsmPin pin = () -> SecretBytes.utf8(SoftHsm.PIN);
    world =
        new AppWorld(folder, new Pkcs11Seal(settings, module.cryptoki(), pin, Providers.jdkOnly()));
    token = world.ownerToken("vault");
  }

  /// A server that has unwrapped the key of one vault only.
  private void restartWith(String vault) {
    world.close();
    module = new FaultyModule(hsm.module());
    start();
    assertThat(secret(vault, "GET", "").status()).isEqualTo(200);
  }

  private void untilServed(String vault) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (secret(vault, "GET", "").status() != 200) {
      assertThat(System.nanoTime()).as("it comes back").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private void untilMade(String vault) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (putVault(vault).status() != 201) {
      assertThat(System.nanoTime()).as("it comes back").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private List<String> recorded(String operation) {
    world.app().audit().flush();
    List<String> found = new ArrayList<>();
    try (AuditReader reader = AuditReader.from(folder.resolve("audit"), 0).orElseThrow()) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get().text().contains("\"" + operation + "\"")) {
          found.add(entry.get().text());
        }
      }
    }
    return found;
  }

  private void makeVault(String name) {
    Response made = putVault(name);
    assertThat(made.status()).as(text(made)).isEqualTo(201);
  }

  /// In access-policy mode, with the development application allowed everything.
  private Response putVault(String name) {
    String owner = world.ownerToken("management");
    String oid = world.objectId(owner);
    String body =
        "{\"location\":\"local\",\"properties\":{\"tenantId\":\""
            + AppWorld.TENANT
            + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"},\"accessPolicies\":[{\"tenantId\":\""
            + AppWorld.TENANT
            + "\",\"objectId\":\""
            + oid
            + "\",\"permissions\":{\"secrets\":[\"all\"]}}]}}";
    return world.send(
        "PUT",
        "https://management.test"
            + AppWorld.VAULT.toString().replaceFirst("/dev$", "/" + name)
            + "?api-version=2023-07-01",
        Optional.of(owner),
        body);
  }

  private Response secret(String vault, String method, String body) {
    String url = "https://" + vault + ".vault.test/secrets/kept" + API;
    return world.send(method, url, Optional.of(token), body);
  }

  private static Optional<String> header(Response response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Response.Header::value)
        .findFirst();
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
