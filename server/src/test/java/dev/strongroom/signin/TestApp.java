package dev.strongroom.signin;

import dev.strongroom.http.Response;
import dev.strongroom.identity.Application.Traits;
import dev.strongroom.identity.ChangeSignInSettings;
import dev.strongroom.identity.CreateApplication;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.identity.SignInSettings;
import dev.strongroom.identity.SignInSettings.Permission;
import dev.strongroom.model.AppId;
import dev.strongroom.token.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A registered application: a server with a secret, a page, and a program; it may act on vaults.
final class TestApp {
  static final String WEB = "https://shop.corp.test/cb";
  static final String SPA = "https://page.corp.test/";
  static final String PROGRAM = "http://localhost";
  static final String OWN_SCHEME = "com.corp.shop:/cb";
  static final String SCOPE = "openid profile offline_access https://vault.corp.test/.default";
  private static final Permission VAULTS =
      new Permission(
          AppId.of("cfa8b339-82a2-471a-a3c9-0fc0be7a4093"),
          AppId.of("f53da476-18e3-4152-8e01-aec403e6edc0"));

  final AppId id;
  final String secret;
  private final SignInWorld world;

  TestApp(SignInWorld world, String name) {
    this.world = world;
    id =
        world
            .world
            .perform(
                new CreateApplication(
                    world.world.directory, IdentityWorld.TENANT, name, settings()))
            .application()
            .id();
    secret = world.world.password(id).text();
  }

  private static SignInSettings settings() {
    return new SignInSettings(
        Map.of(
            Platform.WEB, List.of(WEB, "https://shop.corp.test/other?a=b"),
            Platform.SPA, List.of(SPA),
            Platform.PUBLIC_CLIENT, List.of(PROGRAM, OWN_SCHEME)),
        Optional.of(List.of(VAULTS)));
  }

  void replies(Platform platform, String... uris) {
    var _ =
        world.world.perform(
            new ChangeSignInSettings(
                world.world.directory,
                id,
                new SignInSettings(Map.of(platform, List.of(uris)), Optional.empty())));
  }

  void traits(Traits traits) {
    var _ =
        world.world.perform(
            new ChangeSignInSettings(
                world.world.directory,
                id,
                new SignInSettings(
                    Map.of(),
                    Optional.empty(),
                    new SignInSettings.Change(
                        Optional.empty(),
                        Optional.of(traits.publicClient()),
                        Optional.of(traits.groups())))));
  }

  /// A form in which `more` counts before `usual`; what is empty is left out.
  static String[] with(String[] more, String... usual) {
    Map<String, String> form = Exchange.form(usual);
    form.putAll(Exchange.form(more));
    form.values().removeIf(String::isEmpty);
    return form.entrySet().stream()
        .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
        .toArray(String[]::new);
  }

  /// Where the application sends a browser.
  String authorize(String redirect, String... more) {
    String[] all = new String[more.length + 6];
    all[0] = "client_id";
    all[1] = id.toString();
    all[2] = "redirect_uri";
    all[3] = redirect;
    all[4] = "scope";
    all[5] = SCOPE;
    System.arraycopy(more, 0, all, 6, more.length);
    return SignInWorld.authorize(all);
  }

  /// A code for somebody who signs in in this browser.
  String code(TestBrowser browser, String redirect, String... more) {
    Response page = browser.get(authorize(redirect, more));
    Response back =
        page.status() == 200
            ? browser.follow(
                browser.submit(
                    "/login", "username", "anna@corp.test", "password", SignInWorld.PASSWORD))
            : page;
    return SignInWorld.sent(back, "code");
  }

  Exchange redeem(String code, String redirect, String... more) {
    Map<String, String> form =
        Exchange.form(
            "grant_type",
            "authorization_code",
            "client_id",
            id.toString(),
            "code",
            code,
            "redirect_uri",
            redirect,
            "code_verifier",
            SignInWorld.VERIFIER);
    form.putAll(Exchange.form(more));
    form.values().removeIf(String::isEmpty);
    return Exchange.post("/" + SignInWorld.TENANT + "/oauth2/v2.0/token", form);
  }

  Exchange renew(String token, String... more) {
    Map<String, String> form =
        Exchange.form(
            "grant_type", "refresh_token", "client_id", id.toString(), "refresh_token", token);
    form.putAll(Exchange.form(more));
    return Exchange.post("/" + SignInWorld.TENANT + "/oauth2/v2.0/token", form);
  }
}
