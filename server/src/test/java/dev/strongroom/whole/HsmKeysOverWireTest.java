package dev.strongroom.whole;

import static dev.strongroom.whole.HsmServer.member;
import static dev.strongroom.whole.HsmServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.keys.BeginHsmKey;
import dev.strongroom.keys.CompareHsm;
import dev.strongroom.keys.HsmKeyRow;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultId;
import dev.strongroom.trust.HsmKeyName;
import dev.strongroom.trust.HsmKeyPurpose;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.ReturnValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys of type `*-HSM` from their creation to their purge over the whole server on a real token,
/// and what is left when it is cut off anywhere in between.
class HsmKeysOverWireTest {
  private static final String EC = "{\"kty\":\"EC-HSM\",\"crv\":\"P-256\"}";
  private static final String DIGEST =
      Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
  private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}";

  @TempDir private Path folder;
  private HsmServer server;

  @BeforeEach
  void begin() {
    server = new HsmServer(folder);
    server.makeVault("prem");
  }

  @AfterEach
  void end() {
    server.close();
  }

  /// The same token, behind a managed HSM: no software keys there, whatever requests call them.
  @Test
  void aManagedHsmHasOnlyKeysInTheToken() {
    AppWorld world = server.world();
    String management = world.ownerToken("management");
    String hsm = world.ownerToken("managedhsm");
    ManagedHsmWorld managed = new ManagedHsmWorld(world, "pool", management, hsm);
    List<String> bodies =
        List.of("{\"kty\":\"oct\",\"key_size\":256}", "{\"kty\":\"EC\"}", EC, "{\"kty\":\"RSA\"}");
    for (String body : bodies) {
      Response made = managed.send("POST", "/keys/k/create", body);
      assertThat(made.status()).as(text(made)).isEqualTo(200);
      assertThat(text(made)).contains("-HSM\"").contains("\"hsmPlatform\":\"2\"");
    }
    String jwk = "{\"key\":{\"kty\":\"oct\",\"k\":\"" + DIGEST + "\"}}";
    assertThat(text(managed.send("PUT", "/keys/in", jwk))).contains("\"oct-HSM\"");
    assertThat(managed.send("POST", "/keys/k/rotate", "").status()).isEqualTo(200);
    int inToken = bodies.size() + 2;
    assertThat(server.labels()).hasSize(inToken);
    String job = managed.backUp();
    assertThat(managed.restore(job)).contains("\"Succeeded\"");
    String signed = "{\"alg\":\"RS256\",\"value\":\"" + DIGEST + "\"}";
    Response used = managed.send("POST", "/keys/k//sign", signed);
    assertThat(used.status()).as(text(used)).isEqualTo(200);
    server.aMinute();
    assertThat(server.labels()).hasSize(inToken);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA-HSM, '\"key_size\":2048', RS256",
    "EC-HSM, '\"crv\":\"P-256\"', ES256",
    "EC-HSM, '\"crv\":\"P-256K\"', ES256K",
    "oct-HSM, '\"key_size\":256', ''"
  })
  void aKeyLivesInTheTokenFromCreationToPurge(String kty, String size, String algorithm) {
    String made =
        server.done("prem", "POST", "keys/k/create", "{\"kty\":\"" + kty + "\"," + size + "}");
    assertThat(member(made, "kty")).isEqualTo(kty);
    assertThat(made).doesNotContain("\"d\"").doesNotContain("\"k\":");
    assertThat(server.labels()).hasSize(1);
    if (algorithm.isEmpty()) {
      String sealed =
          server.done(
              "prem",
              "POST",
              "keys/k//encrypt",
              "{\"alg\":\"A256GCM\",\"value\":\"" + DIGEST + "\"}");
      String opened =
          server.done(
              "prem",
              "POST",
              "keys/k//decrypt",
              "{\"alg\":\"A256GCM\",\"value\":\""
                  + member(sealed, "value")
                  + "\",\"iv\":\""
                  + member(sealed, "iv")
                  + "\",\"tag\":\""
                  + member(sealed, "tag")
                  + "\"}");
      assertThat(member(opened, "value")).isEqualTo(DIGEST);
    } else {
      String signed =
          server.done(
              "prem",
              "POST",
              "keys/k//sign",
              "{\"alg\":\"" + algorithm + "\",\"value\":\"" + DIGEST + "\"}");
      String verdict =
          server.done(
              "prem",
              "POST",
              "keys/k//verify",
              "{\"alg\":\""
                  + algorithm
                  + "\",\"digest\":\""
                  + DIGEST
                  + "\",\"value\":\""
                  + member(signed, "value")
                  + "\"}");
      assertThat(verdict).contains("true");
    }
    server.done("prem", "DELETE", "keys/k", "");
    server.aMinute();
    assertThat(server.labels()).as("a deleted key can be recovered").hasSize(1);
    server.done("prem", "DELETE", "deletedkeys/k", "");
    server.aMinute();
    assertThat(server.labels()).as("a purged key is destroyed").isEmpty();
  }

  @Test
  void anImportedKeyIsInTheTokenToo() {
    String body =
        "{\"Hsm\":true,\"key\":{\"kty\":\"oct\",\"k\":\""
            + DIGEST
            + "\",\"key_ops\":[\"encrypt\"]}}";
    String made = server.done("prem", "PUT", "keys/k", body);
    assertThat(member(made, "kty")).isEqualTo("oct-HSM");
    assertThat(server.labels()).hasSize(1);
  }

  @Test
  void aBackupComesBackIntoTheTokenAndIntoAnotherVault() {
    String made = server.done("prem", "POST", "keys/k/create", EC);
    server.done("prem", "POST", "keys/k/create", EC);
    String blob = member(server.done("prem", "POST", "keys/k/backup", ""), "value");
    Response taken = server.send("prem", "POST", "keys/restore", "{\"value\":\"" + blob + "\"}");
    assertThat(taken.status()).as("the name is in use").isEqualTo(409);
    assertThat(server.labels()).hasSize(2);
    server.done("prem", "DELETE", "keys/k", "");
    server.done("prem", "DELETE", "deletedkeys/k", "");
    String back = server.done("prem", "POST", "keys/restore", "{\"value\":\"" + blob + "\"}");
    assertThat(member(back, "kid")).contains("/keys/k/");
    String version = member(made, "kid").replaceFirst(".*/", "");
    String first = server.done("prem", "GET", "keys/k/" + version, "");
    assertThat(member(first, "x")).isEqualTo(member(made, "x"));
    server.done("prem", "POST", "keys/k/" + version + "/sign", SIGN);
    server.makeVault("prem2");
    server.done("prem2", "POST", "keys/restore", "{\"value\":\"" + blob + "\"}");
    server.done("prem2", "POST", "keys/k//sign", SIGN);
    server.aMinute();
    assertThat(server.labels()).as("two versions in each vault").hasSize(4);
    server.done("prem2", "POST", "keys/k/" + version + "/sign", SIGN);
  }

  @Test
  void whileTheHsmIsAwayItsKeysWaitAndEverythingElseIsServed() throws Exception {
    server.done("prem", "POST", "keys/k/create", EC);
    server.done("prem", "POST", "keys/soft/create", "{\"kty\":\"EC\"}");
    server.done("prem", "PUT", "secrets/s", "{\"value\":\"v\"}");
    server.token().remove();
    for (String[] request :
        new String[][] {{"keys/k//sign", SIGN}, {"keys/k2/create", EC}, {"keys/k3/create", EC}}) {
      Response refused = server.send("prem", "POST", request[0], request[1]);
      assertThat(refused.status()).as(text(refused)).isEqualTo(503);
      assertThat(HsmServer.header(refused, "Retry-After"))
          .hasValueSatisfying(s -> assertThat(s).matches("[0-9]+"));
      assertThat(text(refused)).contains("HSM");
    }
    server.done("prem", "GET", "keys/k", "");
    server.done("prem", "POST", "keys/soft//sign", SIGN);
    server.done("prem", "POST", "keys/soft2/create", "{\"kty\":\"EC\"}");
    server.done("prem", "GET", "secrets/s", "");
    server.token().putBack();
    HsmServer.until(() -> server.send("prem", "POST", "keys/k//sign", SIGN).status() == 200);
    server.done("prem", "POST", "keys/k2/create", EC);
    assertThat(server.labels()).hasSize(2);
  }

  @Test
  void whatTheTokenDoesNotHaveIsRefusedInWords() {
    Response refused =
        server.send("prem", "POST", "keys/k/create", "{\"kty\":\"AKP-HSM\",\"alg\":\"ML-DSA-65\"}");
    assertThat(refused.status()).as(text(refused)).isEqualTo(400);
    assertThat(server.labels()).isEmpty();
    assertThat(server.recorded("HsmKeyBegin")).hasSizeLessThanOrEqualTo(1);
    server.restart();
    assertThat(server.world().app().hsm()).isPresent();
  }

  /// The process dies in the middle of making a key: at every call to the token, one after the
  /// other. What a new process finds is a whole key or nothing, and no object without its key.
  @Test
  void aCrashAtAnyCallLeavesNoHalfKeyAndNoOrphan() {
    server.done("prem", "POST", "keys/first/create", EC);
    boolean reached = true;
    int step = 1;
    for (; reached && step < 60; step += 1) {
      AtomicInteger until = new AtomicInteger(step);
      AtomicInteger dead = new AtomicInteger();
      server
          .module()
          .failing(_ -> {
            boolean ours = Thread.currentThread().getName().startsWith("hsm-call-");
            if (ours && until.decrementAndGet() == 0) {
              dead.set(1);
            }
            if (dead.get() == 1) {
              throw new IllegalStateException("the process is dead");
            }
            return Optional.empty();
          });
      String name = "keys/k" + step + "/create";
      Throwable died = catchThrowable(() -> server.send("prem", "POST", name, EC));
      reached = dead.get() == 1;
      server.restart();
      Set<String> known = new TreeSet<>();
      int keys = countKeys();
      known.addAll(server.labels());
      assertThat(known).as("step %d, %s", step, died).hasSize(keys);
      for (int i = 1; i <= step; i += 1) {
        Response found = server.send("prem", "GET", "keys/k" + i, "");
        if (found.status() == 200) {
          server.done("prem", "POST", "keys/k" + i + "//sign", SIGN);
        }
      }
    }
    assertThat(reached).as("every call was reached, %d of them", step).isFalse();
    server.done("prem", "POST", "keys/first//sign", SIGN);
  }

  private int countKeys() {
    String all = server.done("prem", "GET", "keys", "");
    return all.split("\"kid\"", -1).length - 1;
  }

  /// The process dies between two steps of its own.
  @Test
  void whatWasBegunIsUndoneAtTheNextStart() {
    HsmKeyName name = new HsmKeyName("11111111-2222-3333-4444-555555555555", "k", "0".repeat(32));
    begin(name);
    server.restart();
    assertThat(server.recorded("HsmKeySweep"))
        .anySatisfy(entry -> assertThat(entry).contains(server.stock().hsm().label(name)));
    begin(name);
    server.stock().hsm().generate(KeySpec.Ec.P_256, name, HsmKeyPurpose.USE);
    assertThat(server.labels()).hasSize(1);
    server.aMinute();
    assertThat(server.labels()).as("an attempt may take ten minutes").hasSize(1);
    server.restart();
    assertThat(server.labels()).as("but not longer than its process").isEmpty();
    begin(name);
    server.stock().hsm().generate(KeySpec.Ec.P_256, name, HsmKeyPurpose.USE);
    server.world().pass(Duration.ofMinutes(11));
    server.aMinute();
    assertThat(server.labels()).isEmpty();
  }

  private void begin(HsmKeyName name) {
    HsmKeyRow row =
        new HsmKeyRow(
            server.stock().hsm().label(name),
            VaultId.of(name.vault()),
            ObjectName.of(name.name()).canonical(),
            name.version(),
            server.stock().node());
    server.world().perform(new BeginHsmKey(server.stock(), row));
  }

  @Test
  void anObjectThatNobodyKnowsIsReportedAndAfterAWeekDestroyed() {
    server.done("prem", "POST", "keys/known/create", EC);
    Set<String> known = server.labels();
    HsmKeyName name = new HsmKeyName("a-vault", "a-key", "a-version");
    server.stock().hsm().generate(KeySpec.Oct.OCT_128, name, HsmKeyPurpose.USE);
    String label = server.stock().hsm().label(name);
    assertThat(compared()).isEqualTo(1);
    assertThat(server.recorded("HsmCompare"))
        .anySatisfy(entry -> assertThat(entry).contains(label));
    server.world().pass(Duration.ofDays(6));
    server.aMinute();
    assertThat(server.labels()).as("a week to put back the right database").contains(label);
    assertThat(compared()).isEqualTo(1);
    server.world().pass(Duration.ofDays(2));
    server.aMinute();
    assertThat(server.labels()).isEqualTo(known);
    assertThat(compared()).isZero();
  }

  private int compared() {
    return server.world().perform(new CompareHsm(server.stock(), new CompareHsm.Listing()));
  }

  @Test
  void aFailureOfTheModuleWhileMakingIsNotTheCallersAndLeavesNothing() {
    server
        .module()
        .failing(called -> {
          if (called.equals("unwrapKey")) {
            throw new CryptokiFailure(called, ReturnValue.DEVICE_MEMORY);
          }
          return Optional.empty();
        });
    Response refused = server.send("prem", "POST", "keys/k/create", EC);
    assertThat(refused.status()).as(text(refused)).isBetween(500, 503);
    server.module().failing(_ -> Optional.empty());
    assertThat(server.labels()).isEmpty();
    server.done("prem", "POST", "keys/k/create", EC);
  }
}
