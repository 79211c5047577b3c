package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Full backups of managed HSMs and what they may be restored into.
class HsmBackupTest {
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
    String container = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";
    String backup =
        desk.ended("first", "/backup/", desk.started("first", "POST", "/backup", container));
    String folder = backup.replaceAll(".*/c/(mhsm-first-[0-9]+)\".*", "$1");
    String from =
        "{\"sasTokenParameters\":" + container + ",\"folderToRestore\":\"" + folder + "\"}";
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
  void aDamagedBackupDestroysNothing() throws Exception {
    desk.download("first", DomainHolders.three(), 2);
    desk.become("first");
    desk.done("first", "POST", "/keys/blue/create", "{\"kty\":\"oct\",\"key_size\":256}");
    String container = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";
    String backup =
        desk.ended("first", "/backup/", desk.started("first", "POST", "/backup", container));
    String folder = backup.replaceAll(".*/c/(mhsm-first-[0-9]+)\".*", "$1");
    Path file =
        this.folder.resolve("hsm-backups/st.blob.test/c").resolve(folder).resolve("key-blue");
    String good = Files.readString(file);
    Files.writeString(file, good.substring(0, good.length() - 3) + "AAA");
    String from =
        "{\"sasTokenParameters\":" + container + ",\"folderToRestore\":\"" + folder + "\"}";
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
    String container = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";
    String backup =
        desk.ended("guarded", "/backup/", desk.started("guarded", "POST", "/backup", container));
    String from =
        "{\"sasTokenParameters\":"
            + container
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

  /// Brings a domain into the third HSM.
  private void bringDomain(byte[] key) throws Exception {
    byte[] certificate = desk.transferCertificate("third");
    assertThat(
            desk.upload("third", DomainHolders.returning(certificate, key, DomainHolders.TAG))
                .status())
        .isEqualTo(202);
  }
}
