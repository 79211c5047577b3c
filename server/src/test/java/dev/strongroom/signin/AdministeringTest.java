package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.SeededRandom;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import dev.strongroom.people.Factor;
import dev.strongroom.people.ListFactors;
import dev.strongroom.people.MakeLink;
import dev.strongroom.people.People;
import dev.strongroom.people.RemoveFactorOf;
import dev.strongroom.people.RevokeSignIns;
import dev.strongroom.people.SealBreakGlass;
import dev.strongroom.people.SetPassword;
import dev.strongroom.people.TestPeople;
import dev.strongroom.trust.SecretBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What administrators do with the ways in which others sign in.
class AdministeringTest {
  private SignInWorld world;
  private TestBrowser browser;

  @BeforeEach
  void open(@TempDir Path folder) {
    world = new SignInWorld(folder);
    browser = world.browser("anna");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private ListFactors.Found found() {
    return world.world.perform(new ListFactors(world.people(), world.anna.id()));
  }

  private Factor of(String kind) {
    return found().factors().stream()
        .filter(one -> one.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private int remove(Factor factor) {
    return world.world.perform(
        new RemoveFactorOf(world.people(), world.anna.id(), factor.kind(), factor.id()));
  }

  @Test
  void whoHasLostTheirFactorsGetsInAgain() {
    world.enrol(browser);
    TestBrowser laptop = world.browser("laptop");
    assertThat(text(laptop.signIn("/account", "anna@corp.test", PASSWORD))).contains("Second step");
    assertThat(found().factors()).hasSize(11);
    assertThat(remove(of(Factor.Totp.KIND))).as("with its recovery codes").isEqualTo(11);
    assertThat(found().factors()).isEmpty();
    assertThat(found().password()).isPresent();
    assertThat(laptop.signIn("/account", "anna@corp.test", PASSWORD).status()).isEqualTo(303);
    assertThat(world.records().toString()).contains("factorKind=totp");
  }

  @Test
  void recoveryCodesGoTogetherAndLeaveTheFactor() {
    world.enrol(browser);
    assertThat(remove(of(Factor.RecoveryCode.KIND))).isEqualTo(10);
    assertThat(found().factors()).hasSize(1);
  }

  @Test
  void aFactorIsRemovedByItsOwnKindAndUser() {
    world.enrol(browser);
    Factor totp = of(Factor.Totp.KIND);
    assertThatThrownBy(() ->
            world.world.perform(
                new RemoveFactorOf(
                    world.people(), world.anna.id(), Factor.Passkey.KIND, totp.id())))
        .isInstanceOf(Refused.class);
    var bert = world.user("bert@corp.test", "Bert", PASSWORD + "!", false);
    assertThatThrownBy(() ->
            world.world.perform(
                new RemoveFactorOf(world.people(), bert.id(), totp.kind(), totp.id())))
        .isInstanceOf(Refused.class);
    assertThat(found().factors()).hasSize(11);
  }

  /// Somebody who may do all, with a token of theirs.
  private Gate gateOf(Who.Principal who) {
    return new Gate(
        new Gate.Seams(
            world.world.store.database(),
            (_, _, _) -> who,
            (_, _) ->
                new Access(Optional.empty(), Access.Model.NONE, Optional.empty(), Optional.empty()),
            (_, _, _) -> Optional.empty(),
            new Silence(),
            () -> world.world.now,
            new SeededRandom(3)));
  }

  private static final class Silence implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {}

    @Override
    public void record(AuditEntry entry) {}
  }

  @Test
  void nobodyRemovesTheirOwnLastFactorByTheWay() {
    world.enrol(browser);
    People people = TestPeople.with(world.people(), (_, _, _) -> true, Set.of());
    Gate gate =
        gateOf(
            new Who.Principal(
                IdentityWorld.TENANT,
                world.anna.id(),
                Optional.empty(),
                "https://login.corp.test/",
                Kind.USER));
    Knock knock =
        new Knock(Origin.internal("r"), Optional.of("token"), List.of(), Optional.empty(), false);
    Factor totp = of(Factor.Totp.KIND);
    Operation<Integer> removal =
        new RemoveFactorOf(people, world.anna.id(), totp.kind(), totp.id());
    assertThatThrownBy(() -> gate.perform(knock, _ -> removal))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problem().toString()).contains("your own last second factor"));
    world.addAuthenticator(browser);
    int gone = gate.perform(knock, _ -> removal);
    assertThat(gone).as("one of two").isEqualTo(1);
  }

  @Test
  void whoMayNotGiveEveryRightChangesNobodysSignIn() {
    world.enrol(browser);
    People people = TestPeople.with(world.people(), (_, _, _) -> false, Set.of(world.anna.id()));
    var id = world.anna.id();
    Factor totp = of(Factor.Totp.KIND);
    List<Operation<?>> changes =
        List.of(
            new SetPassword(people, id, SecretBytes.utf8("sieben graue wale"), false),
            new MakeLink(people, id, MakeLink.When.ALWAYS),
            new RevokeSignIns(people, id),
            new RemoveFactorOf(people, id, totp.kind(), totp.id()),
            new SealBreakGlass(people, id));
    for (Operation<?> change : changes) {
      assertThatThrownBy(() -> world.world.perform(change))
          .as(change.name())
          .isInstanceOfSatisfying(
              Refused.class,
              refused ->
                  assertThat(refused.problem().toString()).contains("right to give every role"));
    }
    browser.get("/account");
    assertThat(browser.page()).contains("<h1>Your account</h1>");
    assertThat(found().factors()).hasSize(11);
  }
}
