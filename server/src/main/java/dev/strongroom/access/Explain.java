package dev.strongroom.access;

import dev.strongroom.access.Inquiry.Answer;
import dev.strongroom.access.Inquiry.Subject;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// May this principal do that, and why or why not?
public record Explain(Inquiry.Seams seams, Inquiry inquiry, Subject subject)
    implements Operation<Answer> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.EXPLAIN;
  }

  @Override
  public Target target() {
    return new Target.Resource(inquiry.scope());
  }

  @Override
  public Answer run(Work work) {
    return inquiry.ask(work, seams, subject);
  }
}
