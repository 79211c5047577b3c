package dev.strongroom.access;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.PrincipalId;
import java.util.Optional;

/// Which assignments a list shows. Without a filter: those at the scope, above and below it.
///
/// @param atScope leaves out what is below the scope
/// @param principal given to exactly this principal
/// @param assignedTo given to this principal or to a group it is in
public record AssignmentFilter(
    boolean atScope, Optional<PrincipalId> principal, Optional<PrincipalId> assignedTo) {
  public static final AssignmentFilter NONE =
      new AssignmentFilter(false, Optional.empty(), Optional.empty());

  public static AssignmentFilter parse(String filter) {
    AssignmentFilter found = NONE;
    for (FilterTerm term : FilterTerm.parse(filter)) {
      found =
          switch (term.name()) {
            case "atscope" -> new AssignmentFilter(true, found.principal, found.assignedTo);
            case "assignedto" ->
                new AssignmentFilter(found.atScope, found.principal, id(term, filter));
            case "principalid" ->
                new AssignmentFilter(found.atScope, id(term, filter), found.assignedTo);
            default -> throw FilterTerm.notUnderstood(filter);
          };
    }
    return found;
  }

  static Optional<PrincipalId> id(FilterTerm term, String filter) {
    String text = term.value().orElseThrow(() -> FilterTerm.notUnderstood(filter));
    return Optional.of(
        PrincipalId.parse(text)
            .orElseThrow(() ->
                new Problem.Invalid(
                        "InvalidPrincipalId", "The principal ID '" + text + "' is not a GUID.")
                    .asException()));
  }
}
