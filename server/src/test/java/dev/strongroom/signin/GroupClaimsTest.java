package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.text;
import static dev.strongroom.signin.TestApp.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.graph.Graph;
import dev.strongroom.http.Response;
import dev.strongroom.identity.AddMember;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.Application.Traits;
import dev.strongroom.identity.CreateGroup;
import dev.strongroom.identity.GroupClaims;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.token.Exchange;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an application learns of who signed in: groups in its tokens, and the userinfo endpoint.
class GroupClaimsTest {
  private static final String USER_INFO = "https://graph.corp.test/oidc/userinfo";
  private SignInWorld world;
  private TestBrowser browser;
  private TestApp app;

  @BeforeEach
  void open(@TempDir Path folder) {
    world = new SignInWorld(folder);
    browser = world.browser("anna");
    app = new TestApp(world, "Shop");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private PrincipalId group(String name, PrincipalId... members) {
    PrincipalId id =
        world
            .world
            .perform(new CreateGroup(world.world.directory, IdentityWorld.TENANT, name))
            .id();
    for (PrincipalId member : members) {
      var _ = world.world.perform(new AddMember(world.world.directory, id, member));
    }
    return id;
  }

  private Response signedIn(String scope) {
    Response answer =
        world.send(
            app.redeem(app.code(browser, WEB, "scope", scope), WEB, "client_secret", app.secret));
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    return answer;
  }

  private static JWTClaimsSet claims(Response answer, String token) throws ParseException {
    return SignedJWT.parse(member(answer, token)).getJWTClaimsSet();
  }

  @Test
  void groupsAreToldWhereTheApplicationIsRegisteredForThem() throws ParseException {
    PrincipalId inner = group("inner", world.anna.id());
    PrincipalId outer = group("outer", inner);
    group("other");
    assertThat(claims(signedIn("openid"), "id_token").getClaims())
        .doesNotContainKeys("groups", "_claim_names");
    app.traits(new Traits(false, Optional.of(GroupClaims.NONE)));
    assertThat(claims(signedIn("openid"), "id_token").getClaims()).doesNotContainKey("groups");
    app.traits(new Traits(false, Optional.of(GroupClaims.SECURITY_GROUP)));
    Response told = signedIn("openid api://" + app.id + "/.default");
    List<String> both = new ArrayList<>(List.of(inner.toString(), outer.toString()));
    both.sort(null);
    assertThat(claims(told, "id_token").getStringListClaim("groups")).isEqualTo(both);
    assertThat(claims(told, "access_token").getStringListClaim("groups"))
        .as("a token for the application itself")
        .isEqualTo(both);
    assertThat(claims(signedIn(TestApp.SCOPE), "access_token").getClaims())
        .as("a vault looks its callers' groups up")
        .doesNotContainKey("groups");
  }

  @Test
  void moreThanTwoHundredGroupsAreToldElsewhere() throws ParseException {
    app.traits(new Traits(false, Optional.of(GroupClaims.ALL)));
    for (int i = 0; i < 200; i += 1) {
      group("g" + i, world.anna.id());
    }
    assertThat(claims(signedIn("openid"), "id_token").getStringListClaim("groups")).hasSize(200);
    group("one more", world.anna.id());
    JWTClaimsSet over = claims(signedIn("openid"), "id_token");
    assertThat(over.getClaims()).doesNotContainKey("groups");
    assertThat(over.getJSONObjectClaim("_claim_names")).isEqualTo(Map.of("groups", "src1"));
    assertThat(over.getJSONObjectClaim("_claim_sources"))
        .isEqualTo(
            Map.of(
                "src1",
                Map.of(
                    "endpoint",
                    "https://graph.corp.test/v1.0/users/"
                        + world.anna.id()
                        + "/getMemberObjects")));
  }

  private Response userInfo(String token, String method) {
    Graph graph =
        new Graph(
            world.world.gate,
            IdentityWorld.CLOUDS,
            world.people(),
            new AddPassword.Secrets(world.people().tools().hash(), world.people().tools().random()),
            () -> world.world.now);
    return graph.answer(
        Exchange.get("/oidc/userinfo")
            .method(method)
            .at("https", "graph.corp.test", 443)
            .header("Authorization", "Bearer " + token)
            .request());
  }

  @Test
  void whoSignedInIsToldToWhoHoldsTheToken() throws ParseException {
    Response answer = signedIn("openid profile");
    JWTClaimsSet access = claims(answer, "access_token");
    assertThat(access.getAudience()).containsExactly(USER_INFO);
    assertThat(access.getStringClaim("scp")).isEqualTo("openid profile");
    for (String method : List.of("GET", "POST")) {
      Response info = userInfo(member(answer, "access_token"), method);
      assertThat(info.status()).as(text(info)).isEqualTo(200);
      assertThat(member(info, "sub")).isEqualTo(claims(answer, "id_token").getSubject());
      assertThat(member(info, "name")).isEqualTo("Anna Adler");
      assertThat(member(info, "preferred_username")).isEqualTo("anna@corp.test");
    }
    assertThat(userInfo(member(answer, "id_token"), "GET").status()).as("no token").isEqualTo(401);
    assertThat(userInfo(member(signedIn(TestApp.SCOPE), "access_token"), "GET").status())
        .as("a vault's token")
        .isEqualTo(401);
    browser.get("/account");
    world.world.perform(
        new dev.strongroom.identity.SetPrincipalEnabled(
            world.world.directory, world.anna.id(), false));
    assertThat(userInfo(member(answer, "access_token"), "GET").status()).isEqualTo(401);
  }
}
