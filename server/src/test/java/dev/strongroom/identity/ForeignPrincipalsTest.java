package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.identity.TrustedIssuer.Ids;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.PrincipalId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who comes with a token of two trusted issuers, A and B: each speaks for its own subjects only,
/// and whatever is withdrawn bites at the next request.
class ForeignPrincipalsTest {
  @TempDir Path folder;
  private ForeignWorld at;

  @BeforeEach
  void open() throws Exception {
    at = new ForeignWorld(folder);
  }

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void aSubjectOfTheIssuerIsItsPrincipalHere() {
    Who.Principal who = at.authenticate(at.token(at.a, at.claims(at.a, "sub-anna")));

    assertThat(who.id()).isEqualTo(at.anna.id());
    assertThat(who.kind()).isEqualTo(Caller.Kind.USER);
    assertThat(who.tenant()).isEqualTo(IdentityWorld.TENANT);
    assertThat(who.issuer()).isEqualTo(at.a.url());
    assertThat(who.foreign().orElseThrow().subject()).isEqualTo("sub-anna");
  }

  @Test
  void howThePersonSignedInIsCarried() {
    JWTClaimsSet.Builder claims =
        at.claims(at.a, "sub-anna")
            .claim("amr", List.of("pwd", "mfa"))
            .claim("acrs", List.of("c1"))
            .claim("auth_time", IdentityWorld.START.getEpochSecond());

    Who.Principal who = at.authenticate(at.token(at.a, claims));

    assertThat(who.assurance().multiFactor()).isTrue();
    assertThat(who.assurance().contexts()).isEmpty();
    assertThat(who.assurance().at()).contains(IdentityWorld.START);
  }

  @Test
  void aStrangerIsRefusedUnlessTheOperatorLetsStrangersIn() {
    at.assertRefused(at.token(at.a, at.claims(at.a, "sub-bert")), "[TokenRevoked]");

    Who.Principal who = at.authenticate(at.token(at.b, at.claims(at.b, "sub-bert")));

    assertThat(at.world.directoryNow().principal(who.id())).isEmpty();
    assertThat(at.authenticate(at.token(at.b, at.claims(at.b, "sub-bert").jwtID("2"))).id())
        .isEqualTo(who.id());
    assertThat(at.authenticate(at.token(at.b, at.claims(at.b, "sub-carl"))).id())
        .isNotEqualTo(who.id());
  }

  @Test
  void derivedIdsAreVersionFiveGuids() {
    TrustedIssuer partner =
        new TrustedIssuer(
            "https://login.partner.test/realms/corp",
            "Partner",
            IdentityWorld.TENANT,
            new Accepted(Set.of(), ForeignWorld.RS256, false),
            Claims.STANDARD);

    assertThat(partner.idOf("f:anna"))
        .contains(PrincipalId.of("1b82d5ee-5838-544f-9455-32cbbd469eb4"));
    assertThat(partner.groupIdOf("/ops/readers"))
        .contains(PrincipalId.of("ba38cd3f-fae7-585c-bc0a-9e0163f4e6f4"));
  }

  @Test
  void theSubjectOfOneIssuerIsNobodyAtAnother() {
    Who.Principal who = at.authenticate(at.token(at.b, at.claims(at.b, "sub-anna")));

    assertThat(who.id()).isNotEqualTo(at.anna.id());
  }

  @Test
  void disablingAndDeletingBiteAtTheNextRequest() {
    String token = at.token(at.a, at.claims(at.a, "sub-anna"));
    at.authenticate(token);

    at.world.perform(new SetPrincipalEnabled(at.world.directory, at.anna.id(), false));
    at.assertRefused(token, "[TokenRevoked]");
    at.world.perform(new SetPrincipalEnabled(at.world.directory, at.anna.id(), true));
    at.authenticate(token);
    at.world.perform(new DeletePrincipal(at.world.directory, at.anna.id()));
    at.assertRefused(token, "[TokenRevoked]");
  }

  @Test
  void whoWasDeletedDoesNotComeBackAsAStranger() {
    User bert =
        at.world.perform(
            new CreateUser(at.world.directory, IdentityWorld.TENANT, "bert@b", "Bert"));
    at.link(at.b, Sort.SUBJECT, "sub-bert", bert.id());
    at.world.perform(new DeletePrincipal(at.world.directory, bert.id()));

    at.assertRefused(at.token(at.b, at.claims(at.b, "sub-bert")), "[TokenRevoked]");
  }

  @Test
  void groupsAreTheIssuersOwn() throws Exception {
    Claims withGroups =
        new Claims("sub", Ids.DERIVED, "u", Optional.of("realm.groups"), Ids.DERIVED);
    TrustedIssuer trusted = ForeignWorld.issuer(at.a, withGroups, false);
    at.start(trusted);
    at.anna =
        at.world.perform(
            new CreateUser(at.world.directory, IdentityWorld.TENANT, "anna@a", "Anna"));
    at.link(at.a, Sort.SUBJECT, "sub-anna", at.anna.id());
    Group local =
        at.world.perform(new CreateGroup(at.world.directory, IdentityWorld.TENANT, "admins"));
    Group linked =
        at.world.perform(new CreateGroup(at.world.directory, IdentityWorld.TENANT, "ops"));
    at.link(at.a, Sort.GROUP, "operators", linked.id());
    String token =
        at.token(
            at.a,
            at.claims(at.a, "sub-anna")
                .claim(
                    "realm",
                    Map.of(
                        "groups", List.of("team", "operators", "admins", local.id().toString()))));

    Set<PrincipalId> groups = at.authenticate(token).foreign().orElseThrow().groups();

    assertThat(groups)
        .contains(linked.id(), trusted.groupIdOf("team").orElseThrow())
        .doesNotContain(local.id())
        .hasSize(4);
    at.world.perform(new SetPrincipalEnabled(at.world.directory, linked.id(), false));
    assertThat(at.authenticate(token).foreign().orElseThrow().groups()).doesNotContain(linked.id());
  }

  @Test
  void idsThatAreGivenNeverReachWhoIsNotTheIssuers() throws Exception {
    Claims given = new Claims("oid", Ids.GIVEN, "u", Optional.of("groups"), Ids.GIVEN);
    at.start(ForeignWorld.issuer(at.a, given, true));
    User root =
        at.world.perform(new CreateUser(at.world.directory, IdentityWorld.TENANT, "r@x", "Root"));
    Group local =
        at.world.perform(new CreateGroup(at.world.directory, IdentityWorld.TENANT, "admins"));
    String known = "99999999-9999-4999-8999-999999999999";
    JWTClaimsSet.Builder claims =
        at.claims(at.a, "s")
            .claim("oid", known)
            .claim("azp", "88888888-8888-4888-8888-888888888888")
            .claim("groups", List.of(local.id().toString(), known, "no-guid"));

    Who.Principal who = at.authenticate(at.token(at.a, claims));

    assertThat(who.id()).hasToString(known);
    assertThat(who.application()).isPresent();
    assertThat(who.foreign().orElseThrow().groups()).containsExactly(PrincipalId.of(known));
    at.assertRefused(at.token(at.a, claims.claim("oid", root.id().toString())), "[TokenRevoked]");
    at.assertRefused(at.token(at.a, claims.claim("oid", "root")), "[TokenRevoked]");
  }

  @Test
  void aProgramIsNoPerson() {
    Who.Principal who =
        at.authenticate(at.token(at.b, at.claims(at.b, "client-7").claim("client_id", "client-7")));

    assertThat(who.kind()).isEqualTo(Caller.Kind.APP);
  }

  @Test
  void whatPeopleCallSomebodyIsCarriedAndCountsForNothing() {
    Who.Principal who =
        at.authenticate(
            at.token(at.b, at.claims(at.b, "sub-x").claim("preferred_username", "anna@a")));

    assertThat(who.foreign().orElseThrow().name()).contains("anna@a");
    assertThat(who.id()).isNotEqualTo(at.anna.id());
  }

  /// Whoever may choose ids would else take the place of somebody whom another issuer means.
  @Test
  void noIssuerGivesAnIdThatIsDerivedForAnother() throws Exception {
    Claims given = new Claims("oid", Ids.GIVEN, "u", Optional.of("groups"), Ids.GIVEN);
    TrustedIssuer other = ForeignWorld.issuer(at.b, Claims.STANDARD, true);
    at.start(ForeignWorld.issuer(at.a, given, true), other);
    String theirs = other.idOf("boss").orElseThrow().toString();
    String team = other.groupIdOf("team").orElseThrow().toString();
    String own = "99999999-9999-4999-8999-999999999999";

    at.assertRefused(at.token(at.a, at.claims(at.a, "s").claim("oid", theirs)), "[TokenRevoked]");
    assertThat(
            at.authenticate(
                    at.token(
                        at.a,
                        at.claims(at.a, "s")
                            .claim("oid", own)
                            .claim("groups", List.of(team, theirs))))
                .foreign()
                .orElseThrow()
                .groups())
        .isEmpty();
  }

  /// Where an address is what tells users apart, the issuer must say that it is theirs.
  @Test
  void anAddressCountsOnlyWhenTheIssuerHasVerifiedIt() throws Exception {
    Claims byMail = new Claims("email", Ids.DERIVED, "u", Optional.empty(), Ids.DERIVED);
    at.start(ForeignWorld.issuer(at.a, byMail, true));
    JWTClaimsSet.Builder claims = at.claims(at.a, "s").claim("email", "boss@corp.test");

    at.assertRefused(at.token(at.a, claims), "[BearerReadAccessTokenFailed]");
    at.assertRefused(
        at.token(at.a, claims.claim("email_verified", "true")), "[BearerReadAccessTokenFailed]");
    at.authenticate(at.token(at.a, claims.claim("email_verified", true)));
  }

  @Test
  void aStrangerDoesNotReadTheDirectory() {
    BrowseDirectory browse =
        new BrowseDirectory(at.world.directory, IdentityWorld.TENANT, "List users");

    assertThat(at.perform(at.token(at.a, at.claims(at.a, "sub-anna")), browse).principals())
        .contains(at.anna);
    String stranger = at.token(at.b, at.claims(at.b, "sub-bert"));
    assertThatThrownBy(() -> at.perform(stranger, browse)).isInstanceOf(Refused.class);
  }
}
