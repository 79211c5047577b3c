package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.Application;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Delegated;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.ForeignIdentity;
import dev.strongroom.identity.Membership;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.Tenant;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who keeps the directory and follows each change has what who reads all rows has: in the
/// transaction, after it, and on another node.
class DirectoryRenewalTest {
  private static final int STEPS = 80;
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");

  @TempDir Path folder;
  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void onOneNode() {
    try (TestStore node = Databases.SQLITE.fresh(folder)) {
      follow(node, node);
    }
  }

  @Test
  void onTheOtherOfTwoNodes() {
    String url = PostgresFixture.server().freshDatabase();
    try (TestStore writing = node(url, 1);
        TestStore reading = node(url, 2)) {
      follow(writing, reading);
    }
  }

  private void follow(TestStore writing, TestStore reading) {
    DirectorySql there = new DirectorySql();
    DirectorySql here = new DirectorySql();
    for (int step = 0; step < STEPS; step += 1) {
      Directory.Rows inside =
          writing.write(tx -> {
            change(there, tx);
            Directory.Rows half = there.directory(tx).rows();
            assertThat(half).as("seed " + seed).isEqualTo(new DirectorySql().directory(tx).rows());
            change(there, tx);
            return there.directory(tx).rows();
          });
      Directory.Rows outside = reading.read(tx -> here.directory(tx).rows());
      Directory.Rows fresh = reading.read(tx -> new DirectorySql().directory(tx).rows());
      assertThat(outside).as("seed " + seed).isEqualTo(fresh);
      assertThat(outside).as("seed " + seed).isEqualTo(inside);
    }
  }

  private void change(DirectorySql directory, Tx tx) {
    Directory known = directory.directory(tx);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> principal(directory, known, tx);
      case 3 -> membership(directory, known, tx);
      case 4 -> application(directory, known, tx);
      case 5 -> credential(directory, known, tx);
      case 6 -> foreign(directory, tx);
      default -> reply(directory, known, tx);
    }
  }

  private void principal(DirectorySql directory, Directory known, Tx tx) {
    PrincipalId id = id();
    String name = "name " + random.nextInt(9);
    Principal one =
        switch ((int) (id.value().getLeastSignificantBits() % 3)) {
          case 0 -> new Principal.Group(id, TENANT, name, random.nextBoolean());
          case 1 -> new Principal.User(id, TENANT, name, random.nextBoolean(), id + "@corp.test");
          default ->
              new Principal.ServicePrincipal(
                  id, TENANT, name, random.nextBoolean(), new AppId(id.value()));
        };
    if (known.principal(id).isEmpty()) {
      directory.insertPrincipal(tx, TestTx.approved(one));
    } else if (random.nextBoolean()) {
      directory.updatePrincipal(tx, TestTx.approved(one));
    } else {
      directory.deletePrincipal(tx, TestTx.approved(one));
    }
  }

  private void membership(DirectorySql directory, Directory known, Tx tx) {
    Membership one = new Membership(id(), id());
    if (known.memberships().contains(one)) {
      directory.deleteMembership(tx, TestTx.approved(one));
    } else {
      directory.insertMembership(tx, TestTx.approved(one));
    }
  }

  private void application(DirectorySql directory, Directory known, Tx tx) {
    AppId id = new AppId(id().value());
    PrincipalId object = new PrincipalId(new UUID(7, id.value().getLeastSignificantBits()));
    Application one = new Application(id, object, TENANT, "app " + random.nextInt(9), NOW);
    if (known.application(id).isEmpty()) {
      directory.insertApplication(tx, TestTx.approved(one));
      directory.insertDelegated(tx, TestTx.approved(new Delegated(id, id, id)));
    } else {
      directory.updateApplication(tx, TestTx.approved(one));
    }
    TenantId tenant = new TenantId(new UUID(8, random.nextInt(50)));
    if (known.tenant(tenant).isEmpty()) {
      directory.insert(tx, TestTx.approved(new Tenant(tenant, "t", NOW)));
    }
  }

  private void credential(DirectorySql directory, Directory known, Tx tx) {
    CredentialId id = new CredentialId(new UUID(6, random.nextInt(6)));
    Credential one = new Credential.UnixUser(id, new AppId(id().value()), "u", NOW, 1_000);
    if (known.credential(id).isEmpty()) {
      directory.insertCredential(tx, TestTx.approved(one));
    } else {
      directory.deleteCredential(tx, TestTx.approved(one));
    }
  }

  private void foreign(DirectorySql directory, Tx tx) {
    ForeignIdentity one =
        new ForeignIdentity(
            new ForeignIdentity.Key(
                "https://a.test", ForeignIdentity.Sort.SUBJECT, "s" + random.nextInt(4)),
            id());
    if (random.nextBoolean()) {
      directory.putForeign(tx, TestTx.approved(one));
    } else {
      directory.deleteForeign(tx, TestTx.approved(one));
    }
  }

  private void reply(DirectorySql directory, Directory known, Tx tx) {
    AppId app = new AppId(id().value());
    List<ReplyAddress> all = known.repliesOf(app);
    if (all.isEmpty()) {
      directory.insertReply(
          tx,
          TestTx.approved(
              new ReplyAddress(app, ReplyAddress.Platform.values()[0], 0, "https://app.test")));
    } else {
      directory.deleteReply(tx, TestTx.approved(all.getFirst()));
    }
  }

  private PrincipalId id() {
    return new PrincipalId(new UUID(5, random.nextInt(9)));
  }

  private static TestStore node(String url, int number) {
    return new TestStore(
        Database.open(
            new Postgres(PostgresFixture.address(url, true), new SplittableRandom(number))));
  }
}
