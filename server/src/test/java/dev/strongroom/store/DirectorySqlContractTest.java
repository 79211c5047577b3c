package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strongroom.identity.Application;
import dev.strongroom.identity.Credential;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.ForeignIdentity;
import dev.strongroom.identity.GroupClaims;
import dev.strongroom.identity.Membership;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.identity.Tenant;
import dev.strongroom.identity.TestCertificate;
import dev.strongroom.identity.Thumbprints;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Governed;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.provisioning.Person;
import dev.strongroom.provisioning.Provisioned;
import dev.strongroom.provisioning.Provisions;
import dev.strongroom.trust.SecretBytes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the directory promises on every database.
@ParameterizedClass
@EnumSource
class DirectorySqlContractTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123Z");
  private static final TenantId TENANT = TenantId.of("11111111-1111-4111-8111-111111111111");
  private static final AppId APP = AppId.of("22222222-2222-4222-8222-222222222222");
  private static final AppId MANAGED = AppId.of("33333333-3333-4333-8333-333333333333");
  private static final Principal.ServicePrincipal SERVICE =
      new Principal.ServicePrincipal(principal(1), TENANT, "Shop", true, APP);
  private static final Principal.ManagedIdentity IDENTITY =
      new Principal.ManagedIdentity(
          principal(2),
          TENANT,
          "Worker",
          true,
          MANAGED,
          ResourceId.of("/subscriptions/s/resourceGroups/RG/providers/M/ids/Worker"),
          Assigned.USER);
  private static final Principal.User USER =
      new Principal.User(principal(3), TENANT, "Alice", true, "Alice@Corp.test");
  private static final Principal.Group GROUP =
      new Principal.Group(principal(4), TENANT, "Readers", true);
  private static final Principal.Group OUTER =
      new Principal.Group(principal(5), TENANT, "Everyone", true);

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final DirectorySql directory = new DirectorySql();

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whoIsWrittenIsThere() {
    Application application = new Application(APP, principal(9), TENANT, "Shop", NOW);
    store.change(tx -> {
      directory.insert(tx, TestTx.approved(new Tenant(TENANT, "Corp", NOW)));
      directory.insertApplication(tx, TestTx.approved(application));
    });
    insert(SERVICE, IDENTITY, USER, GROUP);
    Directory read = read();
    assertThat(read.tenant(TENANT)).contains(new Tenant(TENANT, "Corp", NOW));
    assertThat(read.application(APP)).contains(application);
    assertThat(read.principals()).containsExactlyInAnyOrder(SERVICE, IDENTITY, USER, GROUP);
    assertThat(read.client(APP)).contains(SERVICE);
    assertThat(read.client(MANAGED)).contains(IDENTITY);
    assertThat(
            read.principal(IDENTITY.id())
                .map(p -> ((Principal.ManagedIdentity) p).resource().display()))
        .contains("/subscriptions/s/resourceGroups/RG/providers/M/ids/Worker");
  }

  @Test
  void anApplicationChangesItsNameAndItsTraits() {
    Application plain = new Application(APP, principal(9), TENANT, "Shop", NOW);
    store.change(tx -> directory.insertApplication(tx, TestTx.approved(plain)));
    assertThat(read().application(APP)).contains(plain);
    Application other =
        new Application(
            APP,
            principal(9),
            TENANT,
            "Store",
            NOW,
            new Application.Traits(true, Optional.of(GroupClaims.ALL)));
    store.change(tx -> directory.updateApplication(tx, TestTx.approved(other)));
    assertThat(read().application(APP)).contains(other);
  }

  @Test
  void namesAreFoundInAnyCaseAndKeepTheirs() {
    insert(USER, IDENTITY);
    assertThat(read().user("ALICE@corp.TEST")).contains(USER);
    assertThat(
            read()
                .identity(
                    ResourceId.of("/SUBSCRIPTIONS/S/resourcegroups/rg/providers/m/ids/worker")))
        .contains(IDENTITY);
  }

  @Test
  void whatIssuersCallAPrincipalOutlivesIt() {
    ForeignIdentity.Key subject =
        new ForeignIdentity.Key("https://a.test", ForeignIdentity.Sort.SUBJECT, "Alice");
    ForeignIdentity.Key group =
        new ForeignIdentity.Key("https://a.test", ForeignIdentity.Sort.GROUP, "Alice");
    insert(USER, GROUP);
    store.change(tx -> {
      directory.putForeign(tx, TestTx.approved(new ForeignIdentity(subject, GROUP.id())));
      directory.putForeign(tx, TestTx.approved(new ForeignIdentity(subject, USER.id())));
      directory.putForeign(tx, TestTx.approved(new ForeignIdentity(group, GROUP.id())));
    });
    assertThat(read().foreign(subject)).contains(USER.id());
    assertThat(read().foreign(group)).contains(GROUP.id());
    store.change(tx -> directory.deletePrincipal(tx, TestTx.approved(USER)));
    assertThat(read().foreign(subject)).contains(USER.id());
  }

  @Test
  void anIssuersWordCanBeTakenBackFromItsPrincipalOnly() {
    ForeignIdentity.Key key =
        new ForeignIdentity.Key("https://a.test", ForeignIdentity.Sort.SUBJECT, "Alice");
    store.change(
        tx -> directory.putForeign(tx, TestTx.approved(new ForeignIdentity(key, USER.id()))));
    store.change(
        tx -> directory.deleteForeign(tx, TestTx.approved(new ForeignIdentity(key, GROUP.id()))));
    assertThat(read().foreign(key)).contains(USER.id());
    store.change(
        tx -> directory.deleteForeign(tx, TestTx.approved(new ForeignIdentity(key, USER.id()))));
    assertThat(read().foreign(key)).isEmpty();
  }

  @Test
  void whatIsProvisionedComesBackAndGoesWithItsPrincipal() {
    ProvisioningSql provisioning = new ProvisioningSql();
    insert(USER, GROUP);
    Person person =
        new Person(
            Optional.of("Alice"), Optional.empty(), Optional.of(new Person.Email("a@b", "work")));
    Provisioned user =
        new Provisioned(USER.id(), SERVICE.id(), Optional.of("x1"), person, NOW, NOW);
    Provisioned group =
        new Provisioned(GROUP.id(), SERVICE.id(), Optional.empty(), Person.UNNAMED, NOW, NOW);
    store.change(tx -> {
      provisioning.put(tx, TestTx.approved(group));
      provisioning.put(tx, TestTx.approved(user));
    });
    store.change(tx -> provisioning.put(tx, TestTx.approved(user)));
    Provisions read = store.read(provisioning::provisions);
    assertThat(read.of(SERVICE.id())).containsExactlyInAnyOrder(user, group);
    assertThat(read.find(SERVICE.id(), USER.id())).contains(user);
    assertThat(read.find(GROUP.id(), USER.id())).isEmpty();
    store.change(tx -> directory.deletePrincipal(tx, TestTx.approved(USER)));
    assertThat(store.read(provisioning::provisions).of(SERVICE.id())).containsExactly(group);
  }

  @Test
  void aUserCanBeRenamed() {
    insert(USER);
    Principal.User renamed = new Principal.User(USER.id(), TENANT, "Al", true, "Al@Corp.test");
    store.change(tx -> directory.updatePrincipal(tx, TestTx.approved(renamed)));
    assertThat(read().user("al@corp.test")).contains(renamed);
    assertThat(read().user("alice@corp.test")).isEmpty();
  }

  @Test
  void oneNameIsTakenOnce() {
    insert(USER);
    Principal.User twin =
        new Principal.User(principal(8), TENANT, "Other", true, "ALICE@corp.test");
    assertThatThrownBy(() -> insert(twin)).isInstanceOf(RuntimeException.class);
    assertThat(read().principals()).containsExactly(USER);
  }

  @Test
  void everyKindOfCredentialComesBackAsItWas() {
    TestCertificate certificate = TestCertificate.rsa(NOW, NOW.plusSeconds(60));
    Credential.Certificate registered =
        new Credential.Certificate(
            credential(2),
            APP,
            "cert",
            NOW,
            certificate.certificate(),
            Thumbprints.of(certificate.certificate()));
    List<Credential> all =
        List.of(
            new Credential.ClientSecret(
                credential(1), APP, "one", NOW, NOW.plusSeconds(9), "abc", secret("$argon2id$…")),
            registered,
            new Credential.Federated(
                credential(3), APP, "k8s", NOW, "https://issuer.test", "sub", "aud"),
            new Credential.IdentityHeader(credential(4), APP, "header", NOW, secret("hash")),
            new Credential.UnixUser(credential(5), APP, "uid 0", NOW, 0),
            new Credential.UnixUser(credential(6), APP, "uid max", NOW, Integer.MAX_VALUE),
            new Credential.LocalEndpoint(credential(7), APP, "endpoint", NOW));
    store.change(tx -> all.forEach(one -> directory.insertCredential(tx, TestTx.approved(one))));
    assertThat(read().credentialsOf(APP)).containsExactlyInAnyOrderElementsOf(all);
    store.change(tx -> directory.deleteCredential(tx, TestTx.approved(registered)));
    assertThat(read().credential(registered.id())).isEmpty();
    assertThat(read().credentialsOf(APP)).hasSize(all.size() - 1);
  }

  @Test
  void groupsReachThroughGroupsAndCyclesEnd() {
    insert(USER, GROUP, OUTER);
    join(GROUP, USER);
    join(OUTER, GROUP);
    join(GROUP, OUTER);
    assertThat(groupsOf(USER)).containsExactlyInAnyOrder(GROUP.id(), OUTER.id());
    assertThat(groupsOf(SERVICE)).isEmpty();
  }

  @Test
  void aDisabledGroupGivesNothing() {
    insert(USER, GROUP);
    join(GROUP, USER);
    store.change(tx -> directory.updatePrincipal(tx, TestTx.approved(GROUP.enabled(false))));
    assertThat(groupsOf(USER)).isEmpty();
  }

  /// Who counts as somebody when the last administrator must stay.
  @Test
  void whoIsDisabledOrAGroupOfNobodyCannotAct() {
    insert(USER, SERVICE, GROUP, OUTER);
    join(OUTER, GROUP);
    join(GROUP, OUTER);
    assertThat(acts(USER)).isTrue();
    assertThat(acts(SERVICE)).isTrue();
    assertThat(acts(OUTER)).as("groups that only hold each other").isFalse();
    join(GROUP, USER);
    assertThat(acts(OUTER)).isTrue();
    store.change(tx -> directory.updatePrincipal(tx, TestTx.approved(USER.enabled(false))));
    assertThat(acts(USER)).isFalse();
    assertThat(acts(OUTER)).isFalse();
    join(GROUP, SERVICE);
    assertThat(acts(OUTER)).isTrue();
    store.change(tx -> directory.updatePrincipal(tx, TestTx.approved(GROUP.enabled(false))));
    assertThat(acts(OUTER)).as("through a disabled group").isFalse();
    store.change(tx -> directory.deletePrincipal(tx, TestTx.approved(SERVICE)));
    assertThat(acts(SERVICE)).isFalse();
  }

  private boolean acts(Principal one) {
    return store.read(tx -> directory.canAct(tx, TENANT, one.id()));
  }

  @Test
  void leavingAGroupIsSeenAtOnce() {
    insert(USER, GROUP);
    join(GROUP, USER);
    assertThat(groupsOf(USER)).containsExactly(GROUP.id());
    store.change(tx ->
        directory.deleteMembership(tx, TestTx.approved(new Membership(GROUP.id(), USER.id()))));
    assertThat(groupsOf(USER)).isEmpty();
  }

  /// The authoriser compares the object at every request.
  @Test
  void theSameGroupsAreTheSameObjectWhileNothingChanges() {
    insert(USER, GROUP);
    join(GROUP, USER);
    assertThat(groupsOf(USER)).isSameAs(groupsOf(USER));
  }

  @Test
  void disablingIsSeenAtOnce() {
    insert(SERVICE);
    assertThat(read().principal(SERVICE.id()).map(Principal::enabled)).contains(true);
    store.change(tx -> directory.updatePrincipal(tx, TestTx.approved(SERVICE.enabled(false))));
    assertThat(read().principal(SERVICE.id()).map(Principal::enabled)).contains(false);
  }

  @Test
  void deletingAPrincipalTakesAlongWhatBelongsToIt() {
    insert(SERVICE, USER, GROUP);
    join(GROUP, SERVICE);
    join(GROUP, USER);
    store.change(tx -> {
      directory.insertApplication(
          tx, TestTx.approved(new Application(APP, principal(9), TENANT, "Shop", NOW)));
      directory.insertCredential(
          tx, TestTx.approved(new Credential.UnixUser(credential(1), APP, "x", NOW, 7)));
      directory.deletePrincipal(tx, TestTx.approved(SERVICE));
    });
    assertThat(read().client(APP)).isEmpty();
    assertThat(read().application(APP)).isEmpty();
    assertThat(read().credentialsOf(APP)).isEmpty();
    assertThat(read().memberships()).containsExactly(new Membership(GROUP.id(), USER.id()));
  }

  @Test
  void whatWasReadOnceIsInMemoryUntilItChanges() {
    // Nodes that share a database ask it for the generation, so memory alone never answers there.
    assumeThat(databases).isNotEqualTo(Databases.POSTGRES_SHARED);
    insert(SERVICE);
    read();
    assertThat(store.memory(directory::directory).client(APP)).contains(SERVICE);
    store.change(tx -> directory.updatePrincipal(tx, TestTx.approved(SERVICE.enabled(false))));
    assertThatThrownBy(() -> store.memory(directory::directory)).isSameAs(NotInMemory.SIGNAL);
  }

  @Test
  void aWriteSeesItsOwnDirectory() {
    Directory seen =
        store.write(tx -> {
          directory.insertPrincipal(tx, TestTx.approved(SERVICE));
          return directory.directory(tx);
        });
    assertThat(seen.client(APP)).contains(SERVICE);
  }

  private void insert(Principal... principals) {
    store.change(tx -> {
      for (Principal principal : principals) {
        directory.insertPrincipal(tx, approved(principal));
      }
    });
  }

  private static <T extends Governed> Approved<T> approved(T value) {
    return TestTx.approved(value);
  }

  private void join(Principal group, Principal member) {
    store.change(tx ->
        directory.insertMembership(tx, TestTx.approved(new Membership(group.id(), member.id()))));
  }

  private Set<PrincipalId> groupsOf(Principal principal) {
    return store.read(tx -> directory.groupsOf(tx, principal.id()));
  }

  private Directory read() {
    return store.read(directory::directory);
  }

  private static SecretBytes secret(String text) {
    return SecretBytes.utf8(text);
  }

  private static PrincipalId principal(int number) {
    return PrincipalId.of("44444444-4444-4444-8444-44444444444" + number);
  }

  private static CredentialId credential(int number) {
    return CredentialId.of("55555555-5555-4555-8555-55555555555" + number);
  }
}
