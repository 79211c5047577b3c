package dev.strongroom.elevation;

import static java.util.stream.Collectors.joining;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Changes rules of a role's settings; those that are not named stay. It bites at the next request:
/// what was asked for before keeps the approvals that it needed.
public record UpdatePolicy(Settings settings, UUID id, Map<RuleId, Rule> rules)
    implements Operation<PolicyView> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.WRITE_POLICIES;
  }

  @Override
  public Target target() {
    return new Target.Resource(settings.scope());
  }

  @Override
  public PolicyView run(Work work) {
    Policy known = settings.find(work, id, Optional.empty());
    rules.forEach(PolicyLimits::check);
    String author = Elevation.caller(work).id().toString();
    Policy changed = known.with(rules, new Policy.Change(work.now(), author));
    settings.elevation().store().savePolicy(work.tx(), work.approve(changed));
    work.note("role", known.key().role().toString());
    work.note("rules", rules.keySet().stream().map(RuleId::wire).collect(joining(", ")));
    return PolicyView.of(settings.elevation(), work, changed);
  }
}
