package dev.strongroom.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
  private static final User ANNA =
      new User(
          PrincipalId.of("22222222-2222-4222-8222-222222222222"),
          TenantId.of("11111111-1111-4111-8111-111111111111"),
          "Anna Adlerhorst",
          true,
          "anna.adlerhorst@corp.test");

  private final PasswordPolicy policy = new PasswordPolicy();

  private Optional<String> objection(String password) {
    return policy.objection(SecretBytes.utf8(password), ANNA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234",
        "Password1234!",
        "P@ssw0rd1234",
        "passwordpassword",
        "qwertyuiop12",
        "qwertzuiop123",
        "123456789012",
        "letmein2026!",
        "Welcome2026!!",
        "administrator1",
        "iloveyou1234",
        "abcdefghijkl",
        "asdfghjkl123",
        "1qaz2wsx3edc",
        "Sommer2026!!",
        "correcthorsebatterystaple",
        "abcabcabcabc",
        "Adlerhorst2026",
        "adlerhorst!1234",
        "annaadlerhorst",
        "monkeydragon12",
        "qazwsxedcrfv",
        "Winter2026Winter"
      })
  void whatAttackersTryFirstIsRefused(String password) {
    assertThat(objection(password)).as(password).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vier lila elefanten tanzen",
        "tal see licht ufer",
        "xK9#mQ2$vL7p",
        "ζωή μεγάλη θάλασσα",
        "wander nebel fels",
        "plinth gravy ochre tundra"
      })
  void whatTheyDoNotIsTaken(String password) {
    assertThat(objection(password)).as(password).isEmpty();
  }

  @Test
  void theLengthHasBounds() {
    assertThat(objection("xK9#mQ2$vL7")).hasValueSatisfying(why -> assertThat(why).contains("12"));
    assertThat(objection("xK9#mQ2$vL7p")).isEmpty();
    String part = "xK9#mQ2$vL7pBz4&";
    assertThat(objection(part.repeat(16).substring(0, 256))).isEmpty();
    assertThat(objection(part.repeat(16) + "x"))
        .hasValueSatisfying(why -> assertThat(why).contains("256"));
  }

  @Test
  void fewDifferentCharactersAreRefused() {
    assertThat(objection("xyxyzzyxyxzx")).isPresent();
  }
}
