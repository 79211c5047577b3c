package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.header;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Guessing is slowed, and locks nobody else out.
class GuessingTest {
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

  private Response signIn(TestBrowser where) {
    return where.signIn("/account", "anna@corp.test", PASSWORD);
  }

  @Test
  void guessingTheSecondFactorIsSlowedWhereverItComesFrom() {
    String key = world.enrol(browser).key();
    for (int i = 0; i < 5; i += 1) {
      TestBrowser thief = world.browser("thief " + i).at("10.9.0." + i);
      signIn(thief);
      assertThat(thief.submit("/login/factor", "code", "00000" + i).status()).isEqualTo(400);
    }
    TestBrowser thief = world.browser("thief").at("10.9.9.9");
    signIn(thief);
    assertThat(thief.submit("/login/factor", "code", world.digits(key)).status()).isEqualTo(429);
    world.pass(Duration.ofMinutes(1));
    assertThat(thief.submit("/login/factor", "code", world.digits(key)).status()).isEqualTo(303);
  }

  @Test
  void aKnownBrowserIsNotLockedOutByStrangers() {
    signIn(browser);
    browser.get("/account");
    browser.submit("/signout");
    for (int i = 0; i < 50; i += 1) {
      TestBrowser thief = world.browser("thief " + i).at("10." + i + ".0.1");
      assertThat(thief.signIn("/account", "anna@corp.test", "wrong").status())
          .as("stranger %d", i)
          .isEqualTo(400);
    }
    TestBrowser stranger = world.browser("another").at("192.0.2.1");
    assertThat(signIn(stranger).status()).as("a new browser waits").isEqualTo(429);
    assertThat(header(signIn(browser), "Location")).hasValue("/account");
  }

  @Test
  void whoDoesNotExistIsToldTheSame() {
    String known = text(browser.signIn("/account", "anna@corp.test", "wrong"));
    String unknown = text(browser.signIn("/account", "nobody@corp.test", "wrong"));
    assertThat(unknown).contains("AADSTS50126");
    assertThat(known).contains("AADSTS50126");
  }
}
