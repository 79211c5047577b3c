package dev.strongroom.store;

import static dev.strongroom.kernel.TestTx.approved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.Application;
import dev.strongroom.identity.Delegated;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.ReplyAddress;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import dev.strongroom.people.AppGrant;
import dev.strongroom.people.AuthorizationCode;
import dev.strongroom.people.DeviceSignIn;
import dev.strongroom.people.Factor;
import dev.strongroom.people.OneTimeLink;
import dev.strongroom.people.Password;
import dev.strongroom.people.RefreshToken;
import dev.strongroom.people.Session;
import dev.strongroom.people.SpentChallenge;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.nio.file.Path;
import java.time.Duration;
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

/// What people sign in with, and what they are signed in to, on every database.
@ParameterizedClass
@EnumSource
class PeopleSqlContractTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final TenantId TENANT = TenantId.of("11111111-1111-4111-8111-111111111111");
  private static final PrincipalId ANNA = PrincipalId.of("aaaaaaaa-0000-4000-8000-000000000001");
  private static final PrincipalId BERT = PrincipalId.of("aaaaaaaa-0000-4000-8000-000000000002");
  private static final AppId APP = AppId.of("bbbbbbbb-0000-4000-8000-000000000001");
  private static final AppId OTHER = AppId.of("bbbbbbbb-0000-4000-8000-000000000002");

  @Parameter Databases databases;
  @TempDir Path folder;
  private final PersonSql persons = new PersonSql();
  private final SessionSql sessions = new SessionSql();
  private final GrantSql grants = new GrantSql(1 << 20);
  private final DeviceSql devices = new DeviceSql();
  private final DirectorySql directory = new DirectorySql();
  private TestStore store;

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void same(Object actual, Object expected) {
    assertThat(actual).isEqualTo(expected);
  }

  private static CredentialId id(int number) {
    return CredentialId.of("cccccccc-0000-4000-8000-%012d".formatted(number));
  }

  private static SecretBytes hash(String of) {
    return Ticket.hash(SecretBytes.utf8(of));
  }

  @Test
  void aUserHasOnePasswordAndOneLink() {
    Password first = new Password(ANNA, SecretBytes.utf8("$argon2id$1"), NOON, true);
    Password next = new Password(ANNA, SecretBytes.utf8("$argon2id$2"), NOON.plusMillis(1), false);
    store.change(tx -> persons.savePassword(tx, approved(first)));
    store.change(tx -> persons.savePassword(tx, approved(next)));
    same(store.read(tx -> persons.password(tx, ANNA)), Optional.of(next));
    same(store.read(tx -> persons.password(tx, BERT)), Optional.empty());
    OneTimeLink old = new OneTimeLink(hash("old"), ANNA, NOON);
    OneTimeLink fresh = new OneTimeLink(hash("new"), ANNA, NOON.plusSeconds(1));
    store.change(tx -> persons.saveLink(tx, approved(old)));
    store.change(tx -> persons.saveLink(tx, approved(fresh)));
    same(store.read(tx -> persons.link(tx, hash("old"))), Optional.empty());
    same(store.read(tx -> persons.link(tx, hash("new"))), Optional.of(fresh));
    same(store.write(tx -> persons.deleteLinksBefore(tx, NOON)), 0);
    same(store.write(tx -> persons.deleteLinksBefore(tx, NOON.plusSeconds(1))), 1);
  }

  @Test
  void factorsOfEveryKindComeBackOldestFirst() {
    List<Factor> all =
        List.of(
            new Factor.Totp(id(4), ANNA, "App", NOON, SecretBytes.utf8("sealed"), 7),
            new Factor.Passkey(
                id(3),
                ANNA,
                "Key",
                NOON.plusSeconds(1),
                "handle",
                SecretBytes.utf8("spki"),
                1L << 32),
            new Factor.RecoveryCode(id(2), ANNA, "Code", NOON.plusSeconds(2), hash("code")),
            new Factor.Sealed(id(1), ANNA, "Sealed", NOON.plusSeconds(3), hash("glass")));
    all.reversed().forEach(one -> store.change(tx -> persons.addFactor(tx, approved(one))));
    same(store.read(tx -> persons.factors(tx, ANNA)), all);
    same(store.read(tx -> persons.factors(tx, BERT)), List.of());
    same(store.read(tx -> persons.passkey(tx, "handle")).map(Factor::id), Optional.of(id(3)));
    same(store.read(tx -> persons.passkey(tx, "other")), Optional.empty());
    Factor used = new Factor.Totp(id(4), ANNA, "App", NOON, SecretBytes.utf8("sealed"), 8);
    store.change(tx -> persons.updateFactor(tx, approved(used)));
    store.change(tx -> persons.deleteFactor(tx, approved(all.get(2))));
    same(store.read(tx -> persons.factors(tx, ANNA)), List.of(used, all.get(1), all.get(3)));
  }

  @Test
  void aChallengeIsSpentUntilItWouldHaveExpired() {
    same(store.read(tx -> persons.spent(tx, hash("c"))), false);
    store.change(tx -> persons.addSpent(tx, approved(new SpentChallenge(hash("c"), NOON))));
    same(store.read(tx -> persons.spent(tx, hash("c"))), true);
    same(store.write(tx -> persons.deleteSpentBefore(tx, NOON.minusMillis(1))), 0);
    same(store.write(tx -> persons.deleteSpentBefore(tx, NOON)), 1);
    same(store.read(tx -> persons.spent(tx, hash("c"))), false);
  }

  private static Session session(int number, PrincipalId user) {
    return new Session(
        id(number),
        hash("cookie" + number),
        user,
        Set.of("pwd", "mfa"),
        NOON.plusSeconds(number),
        NOON.plusSeconds(100 + number),
        "2001:db8::1",
        "Gerät \" '");
  }

  @Test
  void sessionsAreFoundByTheirCookieNewestFirst() {
    for (int i = 1; i <= 3; i += 1) {
      Session one = session(i, i == 3 ? BERT : ANNA);
      store.change(tx -> sessions.add(tx, approved(one)));
    }
    same(store.read(tx -> sessions.session(tx, hash("cookie1"))), Optional.of(session(1, ANNA)));
    same(store.read(tx -> sessions.session(tx, hash("cookie9"))), Optional.empty());
    same(
        store.read(tx -> sessions.sessionsOf(tx, ANNA)),
        List.of(session(2, ANNA), session(1, ANNA)));
    store.change(tx -> sessions.delete(tx, approved(session(2, ANNA))));
    same(store.write(tx -> sessions.deleteSessionsBefore(tx, NOON.plusSeconds(101))), 1);
    same(store.read(tx -> sessions.sessionsOf(tx, ANNA)), List.of());
    same(store.read(tx -> sessions.sessionsOf(tx, BERT)).size(), 1);
  }

  private static AppGrant grant(int number, PrincipalId user, AppId client) {
    return new AppGrant(
        id(number),
        user,
        client,
        number % 2 == 0 ? Optional.of(id(100)) : Optional.empty(),
        Set.of("pwd"),
        NOON,
        NOON.plusSeconds(number),
        NOON.plus(Duration.ofDays(number)),
        "10.0.0.7",
        "openid",
        hash("family" + number),
        Platform.values()[number % Platform.values().length]);
  }

  @Test
  void grantsComeBackAsTheyWereAndLeadToTheirTokens() {
    for (int i = 1; i <= 3; i += 1) {
      AppGrant one = grant(i, ANNA, APP);
      store.change(tx -> grants.add(tx, approved(one)));
      same(store.read(tx -> grants.grant(tx, one.id())), Optional.of(one));
    }
    same(
        store.read(tx -> grants.grantsOf(tx, ANNA)),
        List.of(grant(3, ANNA, APP), grant(2, ANNA, APP), grant(1, ANNA, APP)));
    same(
        store.read(tx -> grants.grantOfFamily(tx, hash("family2"))).map(AppGrant::id),
        Optional.of(id(2)));
    same(store.read(tx -> grants.stands(tx, id(1), ANNA, APP)), true);
    same(store.read(tx -> grants.stands(tx, id(1), BERT, APP)), false);
    same(store.read(tx -> grants.stands(tx, id(1), ANNA, OTHER)), false);
    RefreshToken token = new RefreshToken(hash("t"), id(1), NOON, Optional.empty());
    RefreshToken used = new RefreshToken(hash("t"), id(1), NOON, Optional.of(NOON.plusSeconds(1)));
    store.change(tx -> grants.addRefreshToken(tx, approved(token)));
    store.change(tx -> grants.updateRefreshToken(tx, approved(used)));
    same(store.read(tx -> grants.refreshTokens(tx, id(1))), List.of(used));
    store.change(tx -> grants.delete(tx, approved(grant(1, ANNA, APP))));
    same(store.read(tx -> grants.stands(tx, id(1), ANNA, APP)), false);
    same(store.read(tx -> grants.refreshTokens(tx, id(1))), List.of());
  }

  private static AuthorizationCode code(int grant, boolean redeemed) {
    return new AuthorizationCode(
        hash("code" + grant),
        id(grant),
        NOON,
        "https://shop.corp.test/cb",
        Optional.of("challenge"),
        Optional.empty(),
        redeemed);
  }

  @Test
  void aGrantNobodyCameForGoesWithItsCode() {
    for (int i = 1; i <= 2; i += 1) {
      AppGrant one = grant(i, ANNA, APP);
      AuthorizationCode code = code(i, false);
      store.change(tx -> grants.add(tx, approved(one)));
      store.change(tx -> grants.addCode(tx, approved(code)));
      same(store.read(tx -> grants.code(tx, code.hash())), Optional.of(code));
      same(store.read(tx -> grants.stands(tx, one.id(), ANNA, APP)), true);
    }
    store.change(tx -> grants.updateCode(tx, approved(code(1, true))));
    same(store.write(tx -> grants.deleteGrantsBefore(tx, NOON)), 3);
    same(store.read(tx -> grants.stands(tx, id(1), ANNA, APP)), true);
    same(store.read(tx -> grants.stands(tx, id(2), ANNA, APP)), false);
    same(store.read(tx -> grants.code(tx, code(1, true).hash())), Optional.empty());
  }

  @Test
  void devicesWaitAndAreCounted() {
    for (int i = 1; i <= 3; i += 1) {
      DeviceSignIn one = device(i, DeviceSignIn.Verdict.PENDING, Optional.empty());
      store.change(tx -> devices.add(tx, approved(one)));
    }
    DeviceSignIn decided = device(2, DeviceSignIn.Verdict.APPROVED, Optional.of(id(7)));
    store.change(tx -> devices.update(tx, approved(decided)));
    same(store.read(tx -> devices.device(tx, hash("device2"))), Optional.of(decided));
    same(store.read(tx -> devices.deviceOf(tx, "CODE00002")), Optional.of(decided));
    same(store.read(tx -> devices.deviceOf(tx, "CODE00009")), Optional.empty());
    same(store.read(tx -> devices.waiting(tx)), 3);
    same(store.read(tx -> devices.waitingFrom(tx, "10.0.0.1")), 2);
    same(store.write(tx -> devices.deleteDevicesBefore(tx, NOON.plusSeconds(1))), 1);
    store.change(tx -> devices.delete(tx, approved(decided)));
    same(store.read(tx -> devices.waiting(tx)), 1);
  }

  private static DeviceSignIn device(
      int number, DeviceSignIn.Verdict verdict, Optional<CredentialId> grant) {
    return new DeviceSignIn(
        hash("device" + number),
        "CODE0000" + number,
        APP,
        "openid",
        NOON.plusSeconds(number),
        "10.0.0." + number % 2,
        verdict,
        grant);
  }

  /// With an application go its redirect URIs, its permissions, and what its users gave it.
  @Test
  void aDeletedApplicationLeavesNothing() {
    Principal service =
        new Principal.ServicePrincipal(
            PrincipalId.of("dddddddd-0000-4000-8000-000000000001"), TENANT, "Shop", true, APP);
    Application application =
        new Application(
            APP, PrincipalId.of("dddddddd-0000-4000-8000-000000000002"), TENANT, "Shop", NOON);
    ReplyAddress web = new ReplyAddress(APP, Platform.WEB, 1, "https://b.test");
    ReplyAddress first = new ReplyAddress(APP, Platform.WEB, 0, "https://z.test");
    Delegated delegated = new Delegated(APP, OTHER, OTHER);
    AppGrant grant = grant(1, ANNA, APP);
    AppGrant other = grant(2, ANNA, OTHER);
    RefreshToken token = new RefreshToken(hash("t"), id(1), NOON, Optional.empty());
    store.change(tx -> {
      directory.insertApplication(tx, approved(application));
      directory.insertPrincipal(tx, approved(service));
      directory.insertReply(tx, approved(web));
      directory.insertReply(tx, approved(first));
      directory.insertDelegated(tx, approved(delegated));
      grants.add(tx, approved(grant));
      grants.add(tx, approved(other));
      grants.addRefreshToken(tx, approved(token));
    });
    same(store.read(tx -> directory.directory(tx).repliesOf(APP)), List.of(first, web));
    same(store.read(tx -> directory.directory(tx).delegatedTo(APP)), List.of(delegated));
    same(store.read(tx -> grants.stands(tx, id(1), ANNA, APP)), true);
    store.change(tx -> directory.deletePrincipal(tx, approved(service)));
    same(store.read(tx -> directory.directory(tx).repliesOf(APP)), List.of());
    same(store.read(tx -> directory.directory(tx).delegatedTo(APP)), List.of());
    same(store.read(tx -> grants.stands(tx, id(1), ANNA, APP)), false);
    same(store.read(tx -> grants.refreshTokens(tx, id(1))), List.of());
    same(store.read(tx -> grants.stands(tx, id(2), ANNA, OTHER)), true);
  }
}
