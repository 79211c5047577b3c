package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.App;
import dev.strongroom.Config;
import dev.strongroom.http.Response;
import dev.strongroom.trust.FileSeal;
import dev.strongroom.trust.HsmAddress;
import dev.strongroom.trust.HsmLimits;
import dev.strongroom.trust.Pkcs11Seal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftHsm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A root key leaves an HSM in which keys of callers live: not by accident, and not for good.
class StrandedKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Providers PROVIDERS = Providers.jdkOnly();
  private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + "A".repeat(43) + "\"}";

  @TempDir private Path folder;
  private Path data;
  private SoftHsm token;
  private int starts;
  private Optional<Config> config = Optional.empty();

  @BeforeEach
  void aKeyInTheHsm() throws Exception {
    data = Files.createDirectory(folder.resolve("data"));
    token = SoftHsm.fresh(folder);
    try (AppWorld world = world(hsm())) {
      config = Optional.of(world.config());
      premium(world);
      assertThat(ask(world, "keys/k/create", "{\"kty\":\"EC-HSM\"}").status()).isEqualTo(200);
      assertThat(ask(world, "keys/k/create", "{\"kty\":\"EC-HSM\"}").status()).isEqualTo(200);
    }
  }

  @Test
  void theyAreLeftBehindOnRequestOnlyAndWorkAgainOnceTheRootKeyIsBack() throws Exception {
    Seal old = hsm();
    String id = old.ids(RANDOM).getFirst();
    assertThatThrownBy(() -> change(old, file(), false).run())
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("2 versions of keys of type *-HSM live in the HSM of the old seal");
    assertThat(file().exists()).as("nothing was begun").isFalse();
    change(hsm(), file(), true).run();
    try (AppWorld world = world(file())) {
      Response refused = ask(world, "keys/k//sign", SIGN);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(text(refused)).contains("has no HSM for keys");
    }
    Seal back = hsm();
    back.destroy(RANDOM, id);
    change(file(), back, false).run();
    try (AppWorld world = world(hsm())) {
      assertThat(ask(world, "keys/k//sign", SIGN).status()).isEqualTo(200);
    }
  }

  @Test
  void aRotationStrandsNothing() throws Exception {
    Seal seal = hsm();
    change(seal, seal, false).run();
    try (AppWorld world = world(hsm())) {
      assertThat(ask(world, "keys/k//sign", SIGN).status()).isEqualTo(200);
    }
  }

  private SealChange change(Seal from, Seal to, boolean strand) {
    starts += 1;
    App.Seams seams =
        new App.Seams(
            () -> Instant.parse("2026-11-24T10:00:00Z"),
            RANDOM,
            new SplittableRandom(starts),
            App.Machine.real());
    return new SealChange(
        config.orElseThrow(),
        from,
        to,
        new SealChange.World(seams, PROVIDERS, _ -> {}, _ -> {}, strand));
  }

  private AppWorld world(Seal seal) {
    starts += 1;
    return new AppWorld(data, seal, AppWorld.NOW.plusMillis(starts));
  }

  private Seal file() {
    return new FileSeal(folder.resolve("file-seal"), PROVIDERS);
  }

  private Seal hsm() {
    return new Pkcs11Seal(
        new Pkcs11Seal.Settings(
            Path.of("/given"),
            new HsmAddress.Labelled(SoftHsm.LABEL),
            "root",
            HsmLimits.DEFAULT,
            true),
        token.module(),
        () -> SecretBytes.utf8(SoftHsm.PIN),
        PROVIDERS);
  }

  private static void premium(AppWorld world) {
    String url = "https://management.test" + AppWorld.VAULT + "?api-version=2023-07-01";
    String body = "{\"properties\":{\"sku\":{\"family\":\"A\",\"name\":\"premium\"}}}";
    Response made = world.send("PATCH", url, Optional.of(world.ownerToken("management")), body);
    assertThat(made.status()).as(text(made)).isBetween(200, 201);
  }

  private static Response ask(AppWorld world, String what, String body) {
    String url = "https://dev.vault.test/" + what + "?api-version=7.5";
    return world.send("POST", url, Optional.of(world.ownerToken("vault")), body);
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
