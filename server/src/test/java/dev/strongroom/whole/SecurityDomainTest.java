package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.JsonValue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The security domain: downloaded by its holders, and brought into another HSM.
class SecurityDomainTest {
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
  void aQuorumOfHoldersOpensTheDomain() throws Exception {
    List<DomainHolders.Holder> holders = DomainHolders.three();
    JsonValue first = desk.download("first", holders, 2);
    byte[] key = DomainHolders.domainKey(first, List.of(holders.get(0), holders.get(2)));
    assertThat(key).hasSize(32);
    assertThat(DomainHolders.domainKey(first, List.of(holders.get(2), holders.get(1))))
        .isEqualTo(key);
    JsonValue again = desk.download("first", holders, 3);
    assertThat(DomainHolders.domainKey(again, holders)).isEqualTo(key);
    assertThat(DomainHolders.master(again, List.of(holders.get(0), holders.get(1))))
        .isNotEqualTo(DomainHolders.master(again, holders));
  }

  @Test
  void aDomainComesBackIntoANewHsm() throws Exception {
    List<DomainHolders.Holder> holders = DomainHolders.three();
    byte[] key = DomainHolders.domainKey(desk.download("first", holders, 2), holders.subList(0, 2));
    byte[] certificate = desk.transferCertificate("second");
    assertThat(
            desk.upload("second", DomainHolders.returning(certificate, key, "another-tag"))
                .status())
        .isEqualTo(400);
    byte[] foreign = DomainHolders.Holder.make().certificate();
    assertThat(
            desk.upload("second", DomainHolders.returning(foreign, key, DomainHolders.TAG))
                .status())
        .isEqualTo(400);
    assertThat(desk.get("second", "/settings").status()).isEqualTo(403);
    assertThat(
            desk.upload("second", DomainHolders.returning(certificate, key, DomainHolders.TAG))
                .status())
        .isEqualTo(202);
    assertThat(ManagedHsmDesk.text(desk.get("second", "/securitydomain/upload/pending")))
        .contains("\"Success\"");
    assertThat(desk.get("second", "/settings").status()).isEqualTo(200);
    assertThat(DomainHolders.domainKey(desk.download("second", holders, 2), holders.subList(1, 3)))
        .isEqualTo(key);
    assertThat(
            desk.upload("second", DomainHolders.returning(certificate, key, DomainHolders.TAG))
                .status())
        .isEqualTo(409);
  }
}
