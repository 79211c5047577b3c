package dev.strongroom.people;

import dev.strongroom.identity.DirectoryActions;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;

/// Makes the credential of an account for emergencies, for an envelope. It is made once: another is
/// made only after this one was removed, which is on record. The answer is the only place where it
/// can be read.
public record SealBreakGlass(People people, PrincipalId id)
    implements Operation<SealBreakGlass.Made> {
  private static final int CREATED = 201;

  /// @param code 43 characters, 256 bits
  public record Made(CredentialId id, SecretBytes code) {
    /// The code, for the one answer that shows it.
    public String text() {
      return Ticket.text(code);
    }
  }

  @Override
  public String name() {
    return "Seal break-glass credential";
  }

  @Override
  public Action action() {
    return PeopleActions.WRITE_PASSWORD;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public Made run(Work work) {
    people.requireMastery(work);
    work.note("userId", id.toString());
    if (people.known(work.tx(), id).isEmpty()) {
      throw DirectoryActions.notFound(id);
    } else if (!people.tools().breakGlass().contains(id)) {
      throw PeopleErrors.notForEmergencies(id);
    } else if (people.sealed(work.tx(), id).isPresent()) {
      throw DirectoryActions.exists("sealed credential");
    }
    SecretBytes code = Ticket.fresh(people.tools().random());
    Factor.Sealed made =
        new Factor.Sealed(
            people.newId(work), id, "Sealed credential", work.now(), Ticket.hash(code));
    people.persons().addFactor(work.tx(), work.approve(made));
    work.note("factorId", made.id().toString());
    return new Made(made.id(), code);
  }

  @Override
  public int status(Made result) {
    return CREATED;
  }
}
