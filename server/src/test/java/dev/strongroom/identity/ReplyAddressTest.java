package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AppId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which redirect URIs may be registered, and what they admit.
class ReplyAddressTest {
  private static final AppId APP = AppId.of("aaaaaaaa-0000-4000-8000-000000000001");

  @ParameterizedTest
  @CsvSource({
    "WEB, https://shop.corp.test/signin-oidc",
    "WEB, https://shop.corp.test:8443/a?b=c&d=e",
    "WEB, http://localhost:5000/cb",
    "SPA, https://shop.corp.test",
    "PUBLIC_CLIENT, http://localhost",
    "PUBLIC_CLIENT, http://[::1]/cb",
    "PUBLIC_CLIENT, com.corp.app:/cb",
    "PUBLIC_CLIENT, msal12345678-0000-4000-8000-000000000001://auth",
  })
  void theseMayBeRegistered(Platform platform, String uri) {
    assertThat(ReplyAddress.objection(platform, uri)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "shop",
        "/cb",
        "//shop.corp.test/cb",
        "http://shop.corp.test/cb",
        "https://*.corp.test/cb",
        "https://shop.corp.test/*",
        "https://shop.corp.test/cb#x",
        "https://user@shop.corp.test/cb",
        "https://shop.corp.test/../cb",
        "https://shop.corp.test/%2e%2e/cb",
        "https://shop.corp.test/a%2fb",
        "https://shop.corp.test\\cb",
        "https://shop corp.test/cb",
        "https:///cb",
        "https:cb",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "com.corp.app:/cb",
        "https://shop.corp.test/\r\nSet-Cookie:a=b",
        "https://shop.corp.test/'",
        "https://shop.corp.test/\"",
        "https://sh\u00f6p.corp.test/"
      })
  void theseMayNot(String uri) {
    assertThat(ReplyAddress.objection(Platform.WEB, uri)).isPresent();
    assertThat(ReplyAddress.objection(Platform.SPA, uri)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "data:x", "file:/etc", "intent:x", "ftp://a.test/"})
  void aProgramsSchemeIsItsOwn(String uri) {
    assertThat(ReplyAddress.objection(Platform.PUBLIC_CLIENT, uri)).isPresent();
  }

  @Test
  void lengthIsBounded() {
    String uri = "https://a.test/" + "x".repeat(ReplyAddress.MAX_LENGTH - 15);
    assertThat(ReplyAddress.objection(Platform.WEB, uri)).isEmpty();
    assertThat(ReplyAddress.objection(Platform.WEB, uri + "x")).isPresent();
  }

  @Test
  void onlyAProgramOnItsOwnMachineChoosesThePort() {
    ReplyAddress program = reply(Platform.PUBLIC_CLIENT, "http://localhost/cb");
    assertThat(program.admits("http://localhost:50123/cb")).isTrue();
    assertThat(program.admits("http://localhost:50123/cb/")).isFalse();
    assertThat(program.admits("http://localhost:50123/cb?x=1")).isFalse();
    assertThat(program.admits("http://127.0.0.1:50123/cb")).isFalse();
    assertThat(program.admits("https://localhost:50123/cb")).isFalse();
    assertThat(program.admits("http://localhost:50123@evil.test/cb")).isFalse();
    assertThat(program.admits("http://localhost:50123/cb#x")).isFalse();
    ReplyAddress site = reply(Platform.WEB, "http://localhost:5000/cb");
    assertThat(site.admits("http://localhost:5000/cb")).isTrue();
    assertThat(site.admits("http://localhost:5001/cb")).isFalse();
    ReplyAddress away = reply(Platform.PUBLIC_CLIENT, "https://app.corp.test/cb");
    assertThat(away.admits("https://app.corp.test:444/cb")).isFalse();
  }

  @Test
  void originsAreWhatBrowsersName() {
    assertThat(reply(Platform.SPA, "https://Shop.corp.test:443/a").origin())
        .isEqualTo(Optional.of("https://shop.corp.test"));
    assertThat(reply(Platform.SPA, "http://localhost:5173/").origin())
        .isEqualTo(Optional.of("http://localhost:5173"));
    assertThat(reply(Platform.PUBLIC_CLIENT, "com.corp.app:/cb").origin()).isEmpty();
  }

  @Test
  void anApplicationHasABoundedNumber(@TempDir Path folder) {
    try (IdentityWorld world = IdentityWorld.fresh(folder)) {
      AppId app = world.application("shop").application().id();
      List<String> most =
          IntStream.range(0, SignInSettings.MAX_REPLIES - 1)
              .mapToObj(i -> "https://a.test/" + i)
              .toList();
      change(world, app, Map.of(Platform.WEB, most));
      change(world, app, Map.of(Platform.SPA, List.of("https://b.test", "https://b.test")));
      assertThat(world.directoryNow().repliesOf(app)).hasSize(SignInSettings.MAX_REPLIES);
      assertThatThrownBy(() ->
              change(world, app, Map.of(Platform.SPA, List.of("https://b.test", "https://c.test"))))
          .isInstanceOf(Refused.class);
      change(world, app, Map.of(Platform.WEB, List.of()));
      assertThat(world.directoryNow().repliesOf(app)).hasSize(1);
    }
  }

  private static void change(IdentityWorld world, AppId app, Map<Platform, List<String>> replies) {
    var _ =
        world.perform(
            new ChangeSignInSettings(
                world.directory, app, new SignInSettings(replies, Optional.empty())));
  }

  private static ReplyAddress reply(Platform platform, String uri) {
    return new ReplyAddress(APP, platform, 0, uri);
  }
}
