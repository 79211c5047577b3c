package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.stream.Collectors;

/// What the operations on custom roles are built from, and the rule they share: whoever changes a
/// role changes what all its holders may do, so it needs the right at each scope where the role can
/// be assigned.
public record CustomRoles(AccessStore access, RoleStore roles, Rights rights) {
  void admit(Work work, Action action, ResourceId scope, List<ResourceId> linked) {
    String lacking =
        linked.stream()
            .filter(at -> !rights.holds(work.tx(), work.caller(), action.name(), at, work.now()))
            .map(ResourceId::display)
            .distinct()
            .collect(Collectors.joining(","));
    if (!lacking.isEmpty()) {
      throw new Problem.NotPermitted(
              "LinkedAuthorizationFailed",
              client(work)
                  + " has permission to perform action '"
                  + action.name()
                  + "' on scope '"
                  + scope
                  + "'; however, it does not have permission to perform action(s) '"
                  + action.name()
                  + "' on the linked scope(s) '"
                  + lacking
                  + "' (respectively) or the linked scope(s) are invalid.")
          .asException();
    }
  }

  static void refuseBuiltIn(RoleDefinition role) {
    if (role.builtIn()) {
      throw new Problem.Invalid(
              "RoleDefinitionIsBuiltIn",
              "The role '"
                  + role.name()
                  + "' is built in and cannot be changed or deleted. Make a custom role from it.")
          .asException();
    }
  }

  private static String client(Work work) {
    return switch (work.caller().who()) {
      case Who.Principal who -> {
        String id = who.id().toString();
        String client =
            who.kind() == Kind.APP ? who.application().map(Object::toString).orElse(id) : id;
        yield "The client '" + client + "' with object id '" + id + "'";
      }
      case Who.Job _, Who.Nobody _ -> "The client";
    };
  }
}
