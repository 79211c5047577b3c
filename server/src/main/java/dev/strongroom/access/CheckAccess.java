package dev.strongroom.access;

import dev.strongroom.access.Inquiry.Answer;
import dev.strongroom.access.Inquiry.Subject;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.List;

/// Azure's question of a policy enforcement point: which of these actions may a principal do here?
public record CheckAccess(
    Inquiry.Seams seams, ResourceId scope, Subject subject, List<Inquiry> inquiries)
    implements Operation<List<CheckAccess.Decision>> {
  /// Ours.
  public static final int MAX_ACTIONS = 100;

  public record Decision(Inquiry inquiry, Answer answer) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.CHECK_ACCESS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public List<Decision> run(Work work) {
    return inquiries.stream().map(one -> new Decision(one, one.ask(work, seams, subject))).toList();
  }
}
