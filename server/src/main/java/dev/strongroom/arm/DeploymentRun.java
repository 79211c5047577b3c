package dev.strongroom.arm;

import dev.strongroom.arm.InnerRequests.Answer;
import dev.strongroom.deployments.DeploymentLimits;
import dev.strongroom.http.WireErrors;
import dev.strongroom.http.WireErrors.WireError;
import dev.strongroom.kernel.Refused;
import dev.strongroom.template.Plan;
import dev.strongroom.template.Planned;
import dev.strongroom.template.Value;
import dev.strongroom.template.ValueJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes what a plan names, one resource after the other. Where one cannot be made, those that
/// depend on it are left out and the others are made all the same; nothing is taken back, as in
/// Azure.
final class DeploymentRun {
  private static final int CONFLICT = 409;

  /// One resource that was made or deleted, or was not.
  record Step(
      String operation, String path, String type, int status, Optional<Value> error, Instant at) {
    boolean good() {
      return error.isEmpty();
    }
  }

  private final Plan plan;
  private final DeploymentGround ground;
  private final InnerRequests requests;
  private final InstantSource clock;
  private final List<Step> steps = new ArrayList<>();
  private final Set<Planned> missing = Collections.newSetFromMap(new IdentityHashMap<>());
  private Value outputs = Value.EMPTY;

  DeploymentRun(Plan plan, DeploymentGround ground, InnerRequests requests, InstantSource clock) {
    this.plan = plan;
    this.ground = ground;
    this.requests = requests;
    this.clock = clock;
  }

  List<Step> steps() {
    return steps;
  }

  Value outputs() {
    return outputs;
  }

  boolean good() {
    return steps.stream().allMatch(Step::good);
  }

  /// @param besides what is in the group and not in the plan, to be deleted
  void make(List<GroupInventory.Item> besides) {
    plan.resources().stream().filter(Planned::made).forEach(this::make);
    if (good()) {
      besides.forEach(this::delete);
    }
    if (good()) {
      evaluateOutputs();
    }
  }

  private void make(Planned one) {
    if (plan.before(one).stream().anyMatch(missing::contains)) {
      missing.add(one);
      return;
    }
    Step step = attempt(one);
    steps.add(step);
    if (!step.good()) {
      missing.add(one);
    }
  }

  private Step attempt(Planned one) {
    if (clock.instant().isAfter(ground.started().plus(DeploymentLimits.LONGEST))) {
      return step(
          one,
          CONFLICT,
          Optional.of(
              error(
                  "DeploymentTimedOut",
                  "The deployment took longer than " + DeploymentLimits.LONGEST)));
    }
    try {
      byte[] body = ValueJson.bytes(plan.body(one));
      Answer answer = requests.ask("PUT", one.path(), one.apiVersion(), body);
      ground.remember(one.path(), answer.body());
      return step(
          one, answer.status(), answer.good() ? Optional.empty() : Optional.of(answer.error()));
    } catch (Refused refused) {
      WireError wire = WireErrors.of(refused.problem());
      return step(one, wire.status(), Optional.of(error(wire.code(), wire.message())));
    }
  }

  private void delete(GroupInventory.Item item) {
    Answer answer = requests.ask("DELETE", item.path(), item.apiVersion(), new byte[0]);
    steps.add(
        new Step(
            "Delete",
            item.path(),
            item.type(),
            answer.status(),
            answer.good() ? Optional.empty() : Optional.of(answer.error()),
            clock.instant()));
  }

  private void evaluateOutputs() {
    try {
      outputs = plan.outputs();
    } catch (Refused refused) {
      WireError wire = WireErrors.of(refused.problem());
      steps.add(
          new Step(
              "EvaluateDeploymentOutput",
              "",
              "",
              wire.status(),
              Optional.of(error("DeploymentOutputEvaluationFailed", wire.message())),
              clock.instant()));
    }
  }

  private Step step(Planned one, int status, Optional<Value> error) {
    return new Step("Create", one.path(), one.type(), status, error, clock.instant());
  }

  static Value error(String code, String message) {
    Map<String, Value> error = new LinkedHashMap<>();
    error.put("code", Value.text(code));
    error.put("message", Value.text(message));
    return new Value.Obj(error);
  }
}
