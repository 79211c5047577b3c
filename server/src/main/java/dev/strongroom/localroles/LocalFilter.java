package dev.strongroom.localroles;

import dev.strongroom.access.FilterTerm;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.PrincipalId;
import java.util.Optional;

/// The `$filter` of lists of local roles and assignments. What is not understood is refused:
/// ignoring it would answer more than was asked for.
public final class LocalFilter {
  private LocalFilter() {}

  /// `principalId eq '…'`; `atScope()` says what these lists do anyway.
  public static Optional<PrincipalId> principal(String filter) {
    Optional<PrincipalId> found = Optional.empty();
    for (FilterTerm term : FilterTerm.parse(filter)) {
      if (term.name().equals("principalid")) {
        found = Optional.of(id(term.value().orElse("")));
      } else if (!term.name().equals("atscope")) {
        throw FilterTerm.notUnderstood(filter);
      }
    }
    return found;
  }

  /// `roleName eq '…'`.
  public static Optional<String> roleName(String filter) {
    Optional<String> found = Optional.empty();
    for (FilterTerm term : FilterTerm.parse(filter)) {
      if (!term.name().equals("rolename") || term.value().isEmpty()) {
        throw FilterTerm.notUnderstood(filter);
      }
      found = term.value();
    }
    return found;
  }

  private static PrincipalId id(String text) {
    return PrincipalId.parse(text)
        .orElseThrow(() ->
            new Problem.Malformed("The principal ID '" + text + "' is not a GUID.").asException());
  }
}
