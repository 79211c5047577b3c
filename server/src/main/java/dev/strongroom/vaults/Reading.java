package dev.strongroom.vaults;

import dev.strongroom.access.Rights;
import dev.strongroom.access.Visibility;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.function.Function;

/// The rule for lists of the control plane. Who may read at the list's scope sees all of it. Who
/// only holds a role somewhere below sees what it may read there. Anyone else gets the same 403 as
/// for a single resource, whether or not the scope exists.
public record Reading(Rights rights, Visibility visibility) {
  /// A list's action for the gate: any authenticated caller may ask, and is answered by this rule.
  public static Action list(Action read) {
    return Action.open(read.name(), read.effect());
  }

  /// Refuses a caller that holds no role at, above or below `scope`.
  public void admit(Work work, Action read, ResourceId scope) {
    if (!visibility.reaches(work.tx(), work.caller(), scope, work.now())) {
      throw refusal(work.caller(), read, scope).asException();
    }
  }

  public <T> Page<T> readable(
      Work work, Action read, ResourceId scope, Page<T> found, Function<T, ResourceId> id) {
    return holds(work, read, scope) ? found : found.only(item -> holds(work, read, id.apply(item)));
  }

  private boolean holds(Work work, Action read, ResourceId scope) {
    return rights.holds(work.tx(), work.caller(), read.name(), scope, work.now());
  }

  private static Problem refusal(Caller caller, Action read, ResourceId scope) {
    String client = "nobody";
    String id = "nobody";
    if (caller.who() instanceof Who.Principal who) {
      id = who.id().toString();
      client =
          who.kind() == Caller.Kind.APP ? who.application().map(Object::toString).orElse(id) : id;
    }
    return new Problem.AuthorizationFailed(client, id, read.name(), scope);
  }
}
