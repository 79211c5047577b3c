package dev.strongroom.people;

import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Gives users second factors.
final class Enrolment {
  private final People people;
  private final Work work;

  Enrolment(People people, Work work) {
    this.people = people;
    this.work = work;
  }

  /// Adds it. Answers the recovery codes that come with the first one; none otherwise. The session
  /// it is added in has now shown it.
  List<String> add(SignedIn me, Factor factor, String method) {
    List<Factor> before = people.persons().factors(work.tx(), me.user().id());
    long real = before.stream().filter(Factor::second).count();
    if (real >= PeopleTimes.MAX_FACTORS) {
      throw PeopleErrors.tooMany("second factors");
    }
    work.note("factorId", factor.id().toString());
    work.note("factorKind", factor.kind());
    people.persons().addFactor(work.tx(), work.approve(factor));
    Set<String> methods = new TreeSet<>(me.methods());
    methods.addAll(Set.of(method, Assurance.MULTI_FACTOR));
    people.sessions().update(work.tx(), work.approve(me.session().with(methods)));
    return real == 0 ? recoveryCodes(me) : List.of();
  }

  List<String> recoveryCodes(SignedIn me) {
    for (Factor factor : people.persons().factors(work.tx(), me.user().id())) {
      if (factor instanceof Factor.RecoveryCode) {
        people.persons().deleteFactor(work.tx(), work.approve(factor));
      }
    }
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < PeopleTimes.RECOVERY_CODES; i += 1) {
      SecretBytes code = RecoveryCodes.fresh(people.tools().random());
      Factor.RecoveryCode factor =
          new Factor.RecoveryCode(
              people.newId(work),
              me.user().id(),
              "Recovery code",
              work.now(),
              RecoveryCodes.hash(Ticket.text(code)));
      people.persons().addFactor(work.tx(), work.approve(factor));
      shown.add(RecoveryCodes.shown(code));
    }
    return shown;
  }
}
