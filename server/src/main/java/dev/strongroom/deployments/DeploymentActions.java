package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;

/// The actions of `Microsoft.Resources/deployments`.
final class DeploymentActions {
  private static final String PREFIX = "Microsoft.Resources/deployments/";

  static final Action READ = Action.control(PREFIX + "read", Effect.READ);
  static final Action WRITE = Action.control(PREFIX + "write", Effect.WRITE);

  /// The same right, where nothing is written yet.
  static final Action PREPARE = Action.control(PREFIX + "write", Effect.READ);

  static final Action DELETE = Action.control(PREFIX + "delete", Effect.WRITE);
  static final Action VALIDATE = Action.control(PREFIX + "validate/action", Effect.READ);
  static final Action WHAT_IF = Action.control(PREFIX + "whatIf/action", Effect.READ);
  static final Action READ_OPERATIONS = Action.control(PREFIX + "operations/read", Effect.READ);
  static final Action READ_STATUS = Action.control(PREFIX + "operationstatuses/read", Effect.READ);

  private DeploymentActions() {}
}
