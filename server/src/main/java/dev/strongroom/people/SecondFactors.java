package dev.strongroom.people;

import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks what is shown beside the password, and remembers its use in the same transaction.
final class SecondFactors {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{6}");

  private final People people;

  SecondFactors(People people) {
    this.people = people;
  }

  /// What it adds to `amr`; nothing for a user without a second factor. Refuses what is missing or
  /// wrong.
  Set<String> check(Work work, PrincipalId user, Showing showing) {
    List<Factor> factors = people.factors(work.tx(), user);
    if (factors.isEmpty()) {
      return Set.of();
    }
    people.throttle().admitCode(user, work.now());
    try {
      Set<String> shown = used(work, factors, showing);
      people.throttle().succeededCode(user);
      return shown;
    } catch (Refused wrong) {
      people.throttle().failedCode(user, work.now());
      throw wrong;
    }
  }

  private Set<String> used(Work work, List<Factor> factors, Showing showing) {
    return switch (showing) {
      case Showing.Nothing() -> throw PeopleErrors.secondFactorNeeded();
      case Showing.Code(SecretBytes text) -> code(work, factors, plain(text));
    };
  }

  private Set<String> code(Work work, List<Factor> factors, String text) {
    return DIGITS.matcher(text).matches()
        ? timeCode(work, factors, text)
        : recovery(work, factors, text);
  }

  private Set<String> timeCode(Work work, List<Factor> factors, String digits) {
    for (Factor factor : factors) {
      if (factor instanceof Factor.Totp totp) {
        OptionalLong step = TotpSecret.step(people.tools().factors(), totp, digits, work.now());
        if (step.isPresent()) {
          people.persons().updateFactor(work.tx(), work.approve(totp.usedAt(step.getAsLong())));
          return noted(work, factor, Assurance.ONE_TIME_CODE);
        }
      }
    }
    throw PeopleErrors.wrongCode();
  }

  private Set<String> recovery(Work work, List<Factor> factors, String text) {
    SecretBytes hash = RecoveryCodes.hash(text);
    for (Factor factor : factors) {
      if (factor instanceof Factor.RecoveryCode code && code.hash().equals(hash)) {
        people.persons().deleteFactor(work.tx(), work.approve(code));
        return noted(work, factor, Assurance.RECOVERY_CODE);
      }
    }
    throw PeopleErrors.wrongCode();
  }

  /// What a passkey adds. Nobody guesses a signature, so a wrong one counts against nobody.
  Set<String> passkey(Work work, Factor.Passkey passkey, PasskeyProof proof) {
    long count = proof.counter(passkey);
    people.spend(work, proof.ceremony().challenge());
    people.persons().updateFactor(work.tx(), work.approve(passkey.usedAt(count)));
    return noted(work, passkey, Assurance.PASSKEY);
  }

  private static Set<String> noted(Work work, Factor factor, String method) {
    work.note("factorId", factor.id().toString());
    work.note("factorKind", factor.kind());
    return Set.of(method, Assurance.MULTI_FACTOR);
  }

  private static String plain(SecretBytes text) {
    return new String(text.reveal(), StandardCharsets.UTF_8).replaceAll("[\\s-]", "");
  }
}
