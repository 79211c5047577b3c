package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.KeyLimits;
import dev.strongroom.managedhsm.BackupFolder;
import dev.strongroom.managedhsm.BackupPlace;
import dev.strongroom.managedhsm.ClearManagedHsm;
import dev.strongroom.managedhsm.Domains;
import dev.strongroom.managedhsm.HsmJob;
import dev.strongroom.managedhsm.OpenDomainKey;
import dev.strongroom.managedhsm.SealedBackup;
import dev.strongroom.model.VaultName;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Full backups of managed HSMs and what they may be restored into.
class HsmBackupTest {
  private static final String CONTAINER = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";

  @TempDir Path folder;
  private ManagedHsmDesk desk;

  @BeforeEach
  void open() {
    desk = new ManagedHsmDesk(folder);
    desk.create("first");
    desk.create("second");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aBackupIsRestoredWhereTheSameDomainIsAndNowhereElse() throws Exception {
    List<DomainHolders.Holder> holders = DomainHolders.three();
    byte[] key = DomainHolders.domainKey(desk.download("first", holders, 2), holders.subList(0, 2));
    desk.become("first");
    String sealed =
        desk.done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    assertThat(sealed).contains("/keys/blue/");
    String use = "{\"alg\":\"A256GCM\",\"value\":\"AAAA\"}";
    JsonValue secret =
        Json.parse(
            desk.done("first", "POST", "/keys/blue//encrypt", use)
                .getBytes(StandardCharsets.UTF_8));
    String backup =
        desk.ended("first", "/backup/", desk.started("first", "POST", "/backup", CONTAINER));
    String folder = backup.replaceAll(".*/c/(mhsm-first-[0-9]+)\".*", "$1");
    String from =
        "{\"sasTokenParameters\":" + CONTAINER + ",\"folderToRestore\":\"" + folder + "\"}";
    assertThat(desk.download("second", holders, 2)).isNotNull();
    String refused =
        desk.ended("second", "/restore/", desk.started("second", "PUT", "/restore", from));
    assertThat(refused).contains("Failed", "another security domain");
    desk.create("third");
    bringDomain(key);
    assertThat(desk.ended("third", "/restore/", desk.started("third", "PUT", "/restore", from)))
        .contains("\"Succeeded\"");
    desk.become("third");
    String opened =
        desk.done(
            "third",
            "POST",
            "/keys/blue//decrypt",
            "{\"alg\":\"A256GCM\",\"value\":\""
                + secret.text("value").orElseThrow()
                + "\",\"iv\":\""
                + secret.text("iv").orElseThrow()
                + "\",\"tag\":\""
                + secret.text("tag").orElseThrow()
                + "\"}");
    assertThat(opened).contains("\"value\":\"AAAA\"");
  }

  @Test
  void oneKeyIsBroughtBackWhereItIsMissingAndReplacesNothing() throws Exception {
    desk.download("first", DomainHolders.three(), 2);
    desk.become("first");
    String create = "{\"kty\":\"oct\",\"key_size\":256}";
    String made = desk.done("first", "POST", "/keys/blue/create", create);
    String backup =
        desk.ended("first", "/backup/", desk.started("first", "POST", "/backup", CONTAINER));
    String folder = backup.replaceAll(".*/c/(mhsm-first-[0-9]+)\".*", "$1");
    assertThat(one(folder)).contains("\"Succeeded\"");
    String newer = desk.done("first", "POST", "/keys/blue/create", create);
    assertThat(one(folder)).as("nothing is missing").contains("\"Succeeded\"");
    assertThat(desk.done("first", "GET", "/keys/blue", "")).isEqualTo(newer);
    gone();
    assertThat(one(folder)).contains("\"Succeeded\"");
    assertThat(desk.done("first", "GET", "/keys/blue", "")).isEqualTo(made);
    gone();
    desk.done("first", "POST", "/keys/blue/create", create);
    assertThat(one(folder)).as("another key of that name").contains("\"Failed\"", "already exists");
  }

  private String one(String folder) {
    String from = "{\"sasTokenParameters\":" + CONTAINER + ",\"folder\":\"" + folder + "\"}";
    return desk.ended(
        "first", "/restore/", desk.started("first", "PUT", "/keys/blue/restore", from));
  }

  private void gone() {
    desk.done("first", "DELETE", "/keys/blue", "");
    assertThat(desk.send("DELETE", "first", "/deletedkeys/blue", "").status()).isEqualTo(204);
  }

  @Test
  void aDamagedBackupDestroysNothing() throws Exception {
    desk.download("first", DomainHolders.three(), 2);
    desk.become("first");
    desk.done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    String backup =
        desk.ended("first", "/backup/", desk.started("first", "POST", "/backup", CONTAINER));
    String folder = backup.replaceAll(".*/c/(mhsm-first-[0-9]+)\".*", "$1");
    Path file =
        this.folder.resolve("hsm-backups/st.blob.test/c").resolve(folder).resolve("key-blue");
    String good = Files.readString(file);
    Files.writeString(file, good.substring(0, good.length() - 3) + "AAA");
    String from =
        "{\"sasTokenParameters\":" + CONTAINER + ",\"folderToRestore\":\"" + folder + "\"}";
    assertThat(desk.ended("first", "/restore/", desk.started("first", "PUT", "/restore", from)))
        .contains("Failed", "damaged");
    assertThat(desk.get("first", "/keys/blue").status()).isEqualTo(200);
  }

  @Test
  void aKeyOfAnHsmDoesNotComeBackIntoAVault() throws Exception {
    desk.download("first", DomainHolders.three(), 2);
    desk.become("first");
    desk.done("first", "POST", "/keys/blue/create", "{\"kty\":\"RSA\"}");
    String blob = desk.done("first", "POST", "/keys/blue/backup", "");
    Response refused = desk.atVault("POST", "/keys/restore", blob);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(ManagedHsmDesk.text(refused)).contains("another kind");
    desk.done("first", "DELETE", "/keys/blue", "");
    assertThat(desk.send("DELETE", "first", "/deletedkeys/blue", "").status()).isEqualTo(204);
    assertThat(desk.done("first", "POST", "/keys/restore", blob)).contains("/keys/blue/");
  }

  /// A full restore destroys at once what purge protection keeps.
  @Test
  void aProtectedHsmIsRestoredOnlyWhileItIsEmpty() throws Exception {
    desk.create("guarded", ",\"enablePurgeProtection\":true");
    desk.download("guarded", DomainHolders.three(), 2);
    desk.become("guarded");
    String backup =
        desk.ended("guarded", "/backup/", desk.started("guarded", "POST", "/backup", CONTAINER));
    String from =
        "{\"sasTokenParameters\":"
            + CONTAINER
            + ",\"folderToRestore\":\""
            + backup.replaceAll(".*/c/(mhsm-guarded-[0-9]+)\".*", "$1")
            + "\"}";
    assertThat(desk.send("PUT", "guarded", "/restore", from).status()).isEqualTo(202);
    desk.done("guarded", "POST", "/keys/late/create", "{\"kty\":\"RSA\"}");
    desk.done("guarded", "DELETE", "/keys/late", "");
    Response refused = desk.send("PUT", "guarded", "/restore", from);
    assertThat(refused.status()).as(ManagedHsmDesk.text(refused)).isEqualTo(409);
    assertThat(ManagedHsmDesk.text(refused)).contains("PurgeProtectionEnabled");
    assertThat(desk.get("guarded", "/deletedkeys/late").status()).isEqualTo(200);
  }

  @Test
  void aKeyThatCameSinceTheRestoreBeganIsProtected() throws Exception {
    assertKept("guarded", ",\"enablePurgeProtection\":true", "purge protection is enabled");
  }

  @Test
  void aKeyThatCameSinceTheRestoreBeganIsKeptWithoutABackup() throws Exception {
    assertKept("bare", "", "Make a full backup first");
  }

  /// The HSM is empty when the restore begins.
  private void assertKept(String hsm, String more, String why) throws Exception {
    desk.create(hsm, more);
    desk.download(hsm, DomainHolders.three(), 2);
    desk.become(hsm);
    String from = from(hsm);
    desk.world().pass(Duration.ofMinutes(31));
    List<Runnable> held = hold();
    String job = desk.started(hsm, "PUT", "/restore", from);
    desk.done(hsm, "POST", "/keys/late/create", "{\"kty\":\"RSA\"}");
    held.getFirst().run();
    assertThat(desk.ended(hsm, "/restore/", job)).contains("\"Failed\"", why);
    assertThat(desk.get(hsm, "/keys/late").status()).isEqualTo(200);
  }

  /// A server that stood still must not destroy what another one has brought back since.
  @Test
  void whatWasGivenUpDestroysNothing() throws Exception {
    for (String hsm : List.of("first", "second")) {
      desk.download(hsm, DomainHolders.three(), 2);
      desk.become(hsm);
      desk.done(hsm, "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    }
    String from = from("first");
    from("second");
    hold();
    HsmJob job = desk.job("first", desk.started("first", "PUT", "/restore", from), false);
    assertCut("second", job);
    desk.world().pass(Duration.ofSeconds(180));
    assertCut("first", job);
    assertThat(desk.get("first", "/keys/blue").status()).isEqualTo(200);
    assertThat(desk.get("second", "/keys/blue").status()).isEqualTo(200);
  }

  /// Or it would be found out when what was there is gone.
  @Test
  void aBackupOfMoreKeysThanAnHsmHoldsDestroysNothing() throws Exception {
    desk.download("first", DomainHolders.three(), 2);
    desk.become("first");
    desk.done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    from("first");
    for (String path : List.of("/prerestore", "/restore")) {
      assertThat(restored(path, KeyLimits.HSM_KEYS)).contains("\"Failed\"", ": key-k0.");
      assertThat(restored(path, KeyLimits.HSM_KEYS + 1)).contains("\"Failed\"", "holds 5000");
    }
    assertThat(desk.get("first", "/keys/blue").status()).isEqualTo(200);
  }

  /// How a restore ends when the manifest names so many keys, and there is nothing else.
  private String restored(String path, int keys) {
    String name = "mhsm-first-" + keys + path.substring(1);
    BackupPlace place = BackupPlace.of("https://st.blob.test/c", name);
    Domains domains = desk.jobs().domains();
    try (SecretBytes key = desk.world().perform(new OpenDomainKey(domains, hsm("first")))) {
      BackupFolder all = new BackupFolder(folder.resolve("hsm-backups"));
      SealedBackup backup = new SealedBackup(all, place, key, domains.random());
      backup.begin();
      backup.finish(IntStream.range(0, keys).mapToObj(i -> "k" + i).toList());
    }
    return desk.ended("first", "/restore/", desk.started("first", "PUT", path, restoring(name)));
  }

  private void assertCut(String hsm, HsmJob job) {
    var clear = new ClearManagedHsm(desk.jobs(), hsm(hsm), job);
    Refused refused = catchThrowableOfType(Refused.class, () -> desk.world().perform(clear));
    assertThat(refused.problem()).isEqualTo(new Problem.Conflict("Conflict", HsmJob.CUT));
  }

  private List<Runnable> hold() {
    List<Runnable> held = new ArrayList<>();
    desk.world().jobsOn(held::add);
    return held;
  }

  private static VaultName hsm(String name) {
    return VaultName.parseHsm(name).orElseThrow();
  }

  /// Makes a backup, and says how it is restored.
  private String from(String hsm) {
    String ended = desk.ended(hsm, "/backup/", desk.started(hsm, "POST", "/backup", CONTAINER));
    return restoring(ended.replaceAll(".*/c/(mhsm-" + hsm + "-[0-9]+)\".*", "$1"));
  }

  private static String restoring(String folder) {
    return "{\"sasTokenParameters\":" + CONTAINER + ",\"folderToRestore\":\"" + folder + "\"}";
  }

  /// Brings a domain into the third HSM.
  private void bringDomain(byte[] key) throws Exception {
    byte[] certificate = desk.transferCertificate("third");
    assertThat(
            desk.upload("third", DomainHolders.returning(certificate, key, DomainHolders.TAG))
                .status())
        .isEqualTo(202);
  }
}
