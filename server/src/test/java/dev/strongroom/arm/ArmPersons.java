package dev.strongroom.arm;

import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who asks in [ArmWorld]: a token is the name of its bearer, and what it has shown.
public final class ArmPersons {
  private static final List<String> PEOPLE =
      List.of(
          "owner",
          "contributor",
          "reader",
          "purger",
          "stranger",
          "foreigner",
          "root",
          "helper",
          "okta",
          "entra");

  private ArmPersons() {}

  public static PrincipalId idOf(String person) {
    return PrincipalId.of("aaaaaaaa-0000-0000-0000-%012d".formatted(PEOPLE.indexOf(person) + 1));
  }

  static AppId applicationOf(String person) {
    return AppId.of("bbbbbbbb-0000-0000-0000-%012d".formatted(PEOPLE.indexOf(person) + 1));
  }

  static Who authenticate(Tx tx, Knock knock, Instant now) {
    String[] words = knock.bearer().orElse("").split("-");
    String token = words[0];
    int person = PEOPLE.indexOf(token);
    if (person < 0) {
      throw new Problem.Unauthenticated("AKV10000: no token", knock.challenge()).asException();
    }
    TenantId tenant = token.equals("foreigner") ? ArmWorld.ELSEWHERE : ArmWorld.TENANT;
    return new Who.Principal(
        tenant,
        idOf(token),
        Optional.of(applicationOf(token)),
        "https://sts.windows.net/" + tenant + "/",
        Caller.Kind.APP,
        assurance(List.of(words)));
  }

  private static Assurance assurance(List<String> words) {
    return new Assurance(
        words.contains("mfa") ? Set.of("pwd", "mfa") : Set.of(),
        words.contains("strong") ? Set.of("c1") : Set.of(),
        Optional.empty());
  }
}
